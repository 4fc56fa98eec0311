package dev.faultline.sql.landing;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that talks to a table, and its one connection. It has one task at a time, so there
 * is nothing between poll and commit that a crash could reorder.
 */
final class InsertingThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InsertingThread.class);

  /** A task that is over, and the lanes it was for. */
  record Result(List<Lane> lanes) {}

  private final String topic;
  private final int epoch;
  private final ClickHouseTable table;
  private final BatchLander lander;
  private final Patience patience;
  private final ExecutorService thread;
  private Future<Result> task;

  InsertingThread(
      String topic, int epoch, ClickHouseTable table, BatchLander lander, Patience patience) {
    this.topic = topic;
    this.epoch = epoch;
    this.table = table;
    this.lander = lander;
    this.patience = patience;
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
  void land(Lane lane) {
    task =
        thread.submit(
            () -> {
              lander.land(lane.partition(), lane.range(), lane.batch());
              return new Result(List.of(lane));
            });
  }

  /**
   * Begins to compare where lanes start with what has landed already. Records beyond a group's
   * committed and intended offsets cannot have landed, unless the offsets were set back or lost, or
   * the topic is another one: then ClickHouse would take new inserts for retries of old ones and
   * drop them.
   */
  void check(List<Lane> lanes) {
    task =
        thread.submit(
            () -> {
              Map<Integer, Long> last = lastLanded();
              lanes.forEach(lane -> check(lane, last));
              return new Result(lanes);
            });
  }

  /**
   * The task's result, once, if there is one and it is over; empty too if it ended because the sink
   * closes.
   *
   * @throws SinkException if a person is needed
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
      if (e.getCause() instanceof Patience.Closing) {
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

  private Map<Integer, Long> lastLanded() throws Patience.Closing {
    for (int failures = 1; ; failures++) {
      try {
        return table.lastLandedOffsets(topic, epoch);
      } catch (SQLException e) {
        Duration delay = patience.next(failures);
        LOG.warn(
            "asking what has landed from {} failed, again in {} ms: {}",
            topic,
            delay.toMillis(),
            e.getMessage());
        patience.await(delay);
      }
    }
  }

  private void check(Lane lane, Map<Integer, Long> last) {
    Long landed = last.get(lane.partition().partition());
    long untouched = lane.ledger().checkpoint().firstUntouched();
    if (landed != null && landed >= untouched) {
      throw new SinkException(
          "offset "
              + landed
              + " of "
              + lane.partition()
              + " has landed already in epoch "
              + epoch
              + ", but the group would start from "
              + untouched
              + ". To land these offsets again, start the sink with epoch "
              + (epoch + 1)
              + "; if it is another topic of the same name (Kafka's data was deleted), do so too,"
              + " or delete the tables");
    }
  }
}
