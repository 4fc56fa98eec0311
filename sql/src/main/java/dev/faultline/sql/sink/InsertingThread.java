package dev.faultline.sql.sink;

import dev.faultline.service.retry.Retry;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.sink.buffer.PartitionBuffer;
import dev.faultline.sql.sink.clickhouse.InsertedEnd;
import dev.faultline.sql.sink.clickhouse.RowTarget;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * The one thread that talks to a table, and its one connection. It has one task at a time, so there
 * is nothing between poll and commit that a crash could reorder.
 */
final class InsertingThread implements AutoCloseable {

  /** Another sink may have begun a greater epoch meanwhile. */
  private static final Duration EPOCH_HOLDS = Duration.ofSeconds(10);

  /** A task that is over, and the buffers it was for. */
  record Result(List<PartitionBuffer> buffers) {}

  private final String topic;
  private final EpochGuard guard;
  private final RowTarget table;
  private final BatchWriter writer;
  private final Retry retry;
  private final BooleanSupplier closing;
  private final ExecutorService thread;
  private Future<Result> task;
  private long epochCheckedAt;

  /**
   * @param closing whether the sink closes, so that a task that was cut short is no failure
   */
  InsertingThread(
      String topic,
      EpochGuard guard,
      RowTarget table,
      BatchWriter writer,
      Retry retry,
      BooleanSupplier closing) {
    this.topic = topic;
    this.guard = guard;
    this.table = table;
    this.writer = writer;
    this.retry = retry;
    this.closing = closing;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread created = new Thread(work, "insert-" + topic);
              created.setDaemon(true);
              return created;
            });
  }

  boolean isBusy() {
    return task != null;
  }

  /** Begins to make a sealed batch durable. */
  void land(PartitionBuffer buffer) {
    task =
        thread.submit(
            () -> {
              if (System.nanoTime() - epochCheckedAt > EPOCH_HOLDS.toNanos()) {
                landedEnds();
              }
              writer.land(buffer.partition(), buffer.range(), buffer.batch());
              return new Result(List.of(buffer));
            });
  }

  /** Begins to compare where partitions start with what has landed already. */
  void check(List<PartitionBuffer> buffers) {
    task =
        thread.submit(
            () -> {
              List<InsertedEnd> ends = landedEnds();
              buffers.forEach(
                  buffer ->
                      guard.checkStart(buffer.partition(), buffer.ledger().checkpoint(), ends));
              return new Result(buffers);
            });
  }

  /**
   * The task's result, once, if there is one and it is over; empty too if it ended because the sink
   * closes.
   *
   * @throws SinkException if a person is needed, or something went wrong that nobody thought of
   */
  Optional<Result> takeResult() {
    if (task == null || !task.isDone()) {
      return Optional.empty();
    }
    Future<Result> over = task;
    task = null;
    try {
      return Optional.of(over.get());
    } catch (ExecutionException e) {
      if (closing.getAsBoolean() && e.getCause() instanceof InterruptedException) {
        return Optional.empty();
      }
      if (e.getCause() instanceof SinkException fatal) {
        throw fatal;
      }
      throw new SinkException("landing " + topic + " failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Waits for the task under way, if there is one. A failure stays to be {@linkplain #takeResult
   * taken}.
   *
   * @return whether it has succeeded in time
   */
  boolean awaitSuccess(Duration atMost) {
    if (task == null) {
      return false;
    }
    try {
      task.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private List<InsertedEnd> landedEnds() throws SQLException, InterruptedException {
    List<InsertedEnd> ends =
        retry.call(
            "asking what has landed",
            () -> table.landedEnds(topic),
            SQLException.class::isInstance);
    guard.checkEpoch(ends);
    epochCheckedAt = System.nanoTime();
    return ends;
  }
}
