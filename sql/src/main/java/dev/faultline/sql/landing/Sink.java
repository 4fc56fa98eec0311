package dev.faultline.sql.landing;

import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.sql.batch.InsertFault;
import dev.faultline.sql.row.Landing;
import dev.faultline.sql.row.Table;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lands every topic of the catalogue in its ClickHouse table, exactly once as far as a reader of
 * the views can see: an offset is committed only after its rows are durable, a batch that was cut
 * short is sent again with the same rows under the same token, and rows that came twice
 * nevertheless collapse.
 *
 * <p>What fails for a while (ClickHouse, the registry, the broker) is waited for, for as long as it
 * takes. What will never work for one record goes to the dead letters. What needs a person stops
 * the whole sink: {@link #failure()}.
 */
public final class Sink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sink.class);

  private final SinkSettings settings;
  private final MeterRegistry meters;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Patience patience;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final List<Thread> threads = new ArrayList<>();
  private RegistrySerdes registry;
  private DeadLetterQueue deadLetters;

  /**
   * @param settings where from and where to
   * @param meters what the sink reports to, under {@code faultline.sink}
   * @param clock for the times of refusals
   */
  public Sink(SinkSettings settings, MeterRegistry meters, Clock clock) {
    this.settings = settings;
    this.meters = meters;
    this.clock = clock;
    this.patience = new Patience(settings.backoff(), closing);
  }

  /** Starts a thread for each table and returns. Nothing need be reachable yet. */
  public void start() {
    registry = new RegistrySerdes(settings.registryUrl());
    deadLetters = DeadLetterQueue.connect(settings, clock);
    for (Landing<?, ?> landing : Landing.all()) {
      Thread thread = new Thread(() -> run(landing), "land-" + landing.table().name());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /**
   * Completes with a {@link SinkException} when the sink has had to stop, and normally when it was
   * closed.
   */
  public CompletableFuture<Void> failure() {
    return failure;
  }

  /** Waits until the sink stops; throws the {@link SinkException} if it had to. */
  public void await() {
    try {
      failure.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SinkException fatal ? fatal : e;
    }
  }

  /**
   * Stops reading, waits up to the settings' grace for inserts under way and commits them. What has
   * been read but not landed is read again after the next start. Can be called from a shutdown
   * hook, and again.
   */
  @Override
  public synchronized void close() {
    closing.countDown();
    Duration grace = settings.closeGrace().plusSeconds(5);
    long deadline = System.nanoTime() + grace.toNanos();
    for (Thread thread : threads) {
      join(thread, deadline);
    }
    threads.clear();
    if (deadLetters != null) {
      deadLetters.close();
      deadLetters = null;
    }
    failure.complete(null);
  }

  private void run(Landing<?, ?> landing) {
    try {
      land(landing);
    } catch (Patience.Closing e) {
      LOG.debug("{} closed while waiting", landing.table().name());
    } catch (SinkException e) {
      stop(e);
    } catch (RuntimeException e) {
      stop(new SinkException("landing " + landing.table().name() + " failed: " + e, e));
    }
  }

  private <V extends SpecificRecord> void land(Landing<V, ?> landing) throws Patience.Closing {
    Table<?> table = landing.table();
    String topic = landing.topic().topicName();
    TableMetrics metrics = new TableMetrics(meters, table.name());
    try (ClickHouseTable target = connect(table);
        InsertingThread inserting =
            new InsertingThread(
                topic,
                settings.epoch(),
                target,
                new BatchLander(table, settings.epoch(), target, deadLetters, patience, metrics),
                patience)) {
      LaneFiller<?, ?> filler =
          new LaneFiller<>(landing, settings.epoch(), registry.decoder(landing.topic()));
      Consumer<byte[], byte[]> consumer = TopicConsumer.create(settings, table.name());
      try {
        new TopicLander(
                topic, settings, consumer, filler, inserting, patience, metrics, System::nanoTime)
            .run(() -> closing.getCount() == 0);
      } finally {
        leave(consumer);
      }
    } catch (SQLException e) {
      LOG.debug("closing the connection for {} failed", table.name(), e);
    }
  }

  /** Connects and checks the table, waiting for the server if need be. */
  private ClickHouseTable connect(Table<?> table) throws Patience.Closing {
    for (int failures = 1; ; failures++) {
      ClickHouseTable target = null;
      try {
        target = new ClickHouseTable(settings.clickHouse(), table, settings.insertTimeout());
        target.checkColumns();
        return target;
      } catch (SQLException e) {
        close(target);
        if (InsertFault.of(e.getErrorCode()) == InsertFault.CONFIGURATION) {
          throw new SinkException(
              "ClickHouse at " + settings.clickHouse().url() + " refuses: " + e.getMessage(), e);
        }
        Duration delay = patience.next(failures);
        LOG.warn(
            "{} waits {} ms for ClickHouse at {}: {}",
            table.name(),
            delay.toMillis(),
            settings.clickHouse().url(),
            e.getMessage());
        patience.await(delay);
      }
    }
  }

  private void leave(Consumer<byte[], byte[]> consumer) {
    try {
      consumer.close(CloseOptions.timeout(settings.closeGrace()));
    } catch (KafkaException e) {
      // the group will notice by itself; what led here matters more
      LOG.warn("a consumer did not leave its group: {}", e.getMessage());
    }
  }

  private static void close(ClickHouseTable target) {
    try {
      if (target != null) {
        target.close();
      }
    } catch (SQLException e) {
      LOG.debug("closing a connection failed", e);
    }
  }

  private void stop(SinkException e) {
    if (failure.completeExceptionally(e)) {
      LOG.error("the sink stops: {}", e.getMessage());
    }
    closing.countDown();
  }

  private static void join(Thread thread, long deadline) {
    try {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
