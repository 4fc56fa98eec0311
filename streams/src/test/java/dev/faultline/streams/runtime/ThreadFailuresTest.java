package dev.faultline.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.streams.roll.UnusableStateException;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

  private final SteppedClock clock = new SteppedClock();
  private final List<Throwable> failed = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private final ThreadFailures failures = new ThreadFailures(clock, waits::add, failed::add);

  private static final class SteppedClock extends Clock {
    private Instant now = Instant.parse("2026-11-27T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private StreamThreadExceptionResponse fail() {
    return failures.answer(new StreamsException("wrapped", new IllegalStateException("root")));
  }

  @Test
  void aThreadIsReplacedALimitedNumberOfTimes() {
    for (int i = 0; i < ThreadFailures.AT_MOST; i++) {
      assertThat(fail()).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }
    assertThat(failed).isEmpty();

    assertThat(fail()).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(failed)
        .singleElement()
        .satisfies(
            reason -> assertThat(reason).hasMessageContaining("IllegalStateException: root"));
  }

  @Test
  void failuresThatAreLongAgoDoNotCount() {
    for (int i = 0; i < 10 * ThreadFailures.AT_MOST; i++) {
      assertThat(fail()).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
      clock.now = clock.now.plus(ThreadFailures.WITHIN.dividedBy(ThreadFailures.AT_MOST - 1));
    }
    assertThat(failed).isEmpty();
  }

  @Test
  void theFirstRowOfItsKindWaitsForTheRegistryForAsLongAsThatTakes() {
    List<Throwable> away =
        List.of(
            new SerializationException("no id", new IOException("Connection refused")),
            new SerializationException("no id", new RestClientException("down", 503, 50301)));
    for (int i = 0; i < 3 * ThreadFailures.AT_MOST; i++) {
      StreamsException wrapped = new StreamsException("wrapped", away.get(i % away.size()));
      assertThat(failures.answer(wrapped)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }
    assertThat(waits).hasSize(3 * ThreadFailures.AT_MOST);
    assertThat(failed).isEmpty();
  }

  @Test
  void aRowThatTheRegistryDoesNotTakeIsNotWaitedFor() {
    SerializationException refused =
        new SerializationException("no id", new RestClientException("no subject", 404, 40401));
    for (int i = 0; i <= ThreadFailures.AT_MOST; i++) {
      failures.answer(new StreamsException("wrapped", refused));
    }
    assertThat(waits).isEmpty();
    assertThat(failed).hasSize(1);
  }

  @Test
  void whereItHappenedIsKnownOfWhatIsWrapped() {
    UnusableStateException unusable =
        UnusableStateException.of("solana/consensus", "the state of solana/consensus was built");
    StreamsException wrapped = new StreamsException("wrapped", unusable, new TaskId(1, 3));

    assertThat(ThreadFailures.where(new RuntimeException(wrapped)))
        .isEqualTo(Map.of("task", "1_3", "partition", 3, "population", "solana/consensus"));
    assertThat(ThreadFailures.where(new OutOfMemoryError())).isEmpty();
  }

  @Test
  void whatAReplacementWouldNotMendStopsAtOnce() {
    UnusableStateException unusable = new UnusableStateException("of another build");

    assertThat(failures.answer(new StreamsException("wrapped", unusable)))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(failures.answer(new OutOfMemoryError()))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(failed.get(0)).isSameAs(unusable);
  }
}
