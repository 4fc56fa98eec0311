package dev.faultline.streams.runtime;

import dev.faultline.schemas.registry.RegistryFailure;
import dev.faultline.streams.decode.Pause;
import dev.faultline.streams.decode.RegistryAwayException;
import dev.faultline.streams.roll.UnusableStateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What becomes of a stream thread that failed: it is replaced, as what failed may be over, up to so
 * many times in a while. One that fails on the same record each time would else be replaced for
 * ever, with nothing done and nobody told.
 */
final class ThreadFailures {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

  static final int AT_MOST = 10;
  static final Duration WITHIN = Duration.ofMinutes(5);

  /** Whoever reads has waited for the registry already, whoever writes has not. */
  private static final Duration BEFORE_ASKING_AGAIN = Duration.ofSeconds(5);

  private final Clock clock;
  private final Pause pause;
  private final Consumer<Throwable> failed;
  private final Deque<Instant> failures = new ArrayDeque<>();

  /**
   * @param failed is told why the threads are not replaced any more
   */
  ThreadFailures(Clock clock, Pause pause, Consumer<Throwable> failed) {
    this.clock = clock;
    this.pause = pause;
    this.failed = failed;
  }

  /** Called by a thread that fails, with what it failed by. */
  StreamThreadExceptionResponse answer(Throwable error) {
    if (isWriteWithoutRegistry(error)) {
      try {
        pause.sleep(BEFORE_ASKING_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return decide(error);
  }

  /** The first row of its kind needs the id of its schema. */
  private static boolean isWriteWithoutRegistry(Throwable error) {
    return caused(error, SerializationException.class).isPresent() && RegistryFailure.isAway(error);
  }

  private synchronized StreamThreadExceptionResponse decide(Throwable error) {
    Optional<UnusableStateException> unusable = caused(error, UnusableStateException.class);
    if (unusable.isPresent()) {
      return stop(unusable.get(), error);
    }
    if (error instanceof VirtualMachineError) {
      return stop(error, error);
    }
    if (caused(error, RegistryAwayException.class).isPresent() || isWriteWithoutRegistry(error)) {
      // it waits for the registry, for as long as that takes; health says what is away
      about(LOG.atWarn(), error).log("a stream thread is replaced: {}", root(error));
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    Instant now = clock.instant();
    failures.add(now);
    failures.removeIf(earlier -> earlier.isBefore(now.minus(WITHIN)));
    if (failures.size() > AT_MOST) {
      return stop(
          new IllegalStateException(
              "stream threads failed %d times within %d minutes; last: %s"
                  .formatted(failures.size(), WITHIN.toMinutes(), root(error)),
              error),
          error);
    }
    about(LOG.atError(), error)
        .setCause(error)
        .log(
            "a stream thread failed and is replaced ({} of {} within {} minutes); its work is done"
                + " again",
            failures.size(),
            AT_MOST,
            WITHIN.toMinutes());
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private StreamThreadExceptionResponse stop(Throwable reason, Throwable error) {
    about(LOG.atError(), error).log("the streams stop: {}", reason.getMessage());
    failed.accept(reason);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** The task, the partition and the population that it happened in, where they are known. */
  static Map<String, Object> where(Throwable error) {
    Map<String, Object> where = new TreeMap<>();
    caused(error, StreamsException.class)
        .flatMap(StreamsException::taskId)
        .ifPresent(
            task -> {
              where.put("task", task.toString());
              where.put("partition", task.partition());
            });
    caused(error, UnusableStateException.class)
        .flatMap(UnusableStateException::population)
        .ifPresent(population -> where.put("population", population));
    return where;
  }

  private static LoggingEventBuilder about(LoggingEventBuilder event, Throwable error) {
    LoggingEventBuilder told = event;
    for (Map.Entry<String, Object> each : where(error).entrySet()) {
      told = told.addKeyValue(each.getKey(), each.getValue());
    }
    return told;
  }

  /** Kafka Streams wraps what a processor throws. */
  private static <T extends Throwable> Optional<T> caused(Throwable error, Class<T> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }

  private static String root(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }
}
