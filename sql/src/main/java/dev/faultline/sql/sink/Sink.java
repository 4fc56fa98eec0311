package dev.faultline.sql.sink;

import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.service.lifecycle.Service;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.row.TableRoute;
import dev.faultline.sql.sink.health.SinkHealth;
import dev.faultline.sql.sink.kafka.DeadLetterProducer;
import dev.faultline.sql.sink.kafka.TopicWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lands every topic of the catalogue in its ClickHouse table, exactly once as far as a reader of
 * the views can see: an offset is committed only after its rows are durable, a batch that was cut
 * short is sent again with the same rows under the same token, and rows that came twice
 * nevertheless collapse.
 *
 * <p>What fails for a while (ClickHouse, the registry, the broker, a table or topic that is gone)
 * is waited for, for as long as it takes, and {@link #health()} says so. What will never work for
 * one record goes to the dead letters. What needs a person, and whatever nobody thought of, stops
 * the whole sink: {@link #failure()}.
 */
public final class Sink implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(Sink.class);

  private final SinkSettings settings;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final List<TableSink> tables = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final MeterRegistry meters;
  private final List<TableRoute<?, ?>> landings;
  private DeadLetterProducer deadLetters;
  private TopicWatch topics;

  /**
   * @param settings where from and where to
   * @param meters what the sink reports to, under {@code faultline.sink}
   * @param clock for the times of refusals and of progress
   */
  public Sink(SinkSettings settings, MeterRegistry meters, Clock clock) {
    this(settings, TableRoute.all(), meters, clock);
  }

  /** Of some of the tables only. */
  public Sink(
      SinkSettings settings, List<TableRoute<?, ?>> landings, MeterRegistry meters, Clock clock) {
    this.settings = settings;
    this.landings = List.copyOf(landings);
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "sink";
  }

  /** Starts a thread for each table and returns. Nothing need be reachable yet. */
  @Override
  public synchronized void start() {
    RegistrySerdes registry = new RegistrySerdes(settings.connection().registry());
    deadLetters = DeadLetterProducer.connect(settings, clock);
    for (TableRoute<?, ?> landing : landings) {
      tables.add(
          new TableSink(
              landing, settings, registry, deadLetters, meters, clock, closing, tables.isEmpty()));
    }
    topics =
        TopicWatch.start(settings, tables.stream().map(TableSink::progress).toList(), this::stop);
    for (TableSink table : tables) {
      Thread thread = new Thread(() -> run(table), "land-" + table.name());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Completes with a {@link SinkException} when the sink has had to stop. */
  @Override
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** How landing goes now. Asks nobody and takes no time. */
  public synchronized SinkHealth health() {
    return new SinkHealth(tables.stream().map(table -> table.progress().health()).toList());
  }

  /** Waits until the sink is closed; throws the {@link SinkException} if it had to stop. */
  public void await() {
    CompletableFuture.anyOf(failure, closed).join();
    if (failure.getNow(null) instanceof SinkException fatal) {
      throw fatal;
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
    if (topics != null) {
      topics.close();
      topics = null;
    }
    if (deadLetters != null) {
      deadLetters.close();
      deadLetters = null;
    }
    closed.complete(null);
  }

  /** No thread ends unseen, whatever ends it. */
  private void run(TableSink table) {
    try {
      table.run();
    } catch (InterruptedException e) {
      if (closing.getCount() > 0) {
        stop(new SinkException("landing " + table.name() + " was interrupted", e));
      }
    } catch (SinkException e) {
      stop(e);
    } catch (Exception | Error e) {
      stop(new SinkException("landing " + table.name() + " failed: " + e, e));
    }
  }

  private void stop(SinkException e) {
    if (failure.complete(e)) {
      LOG.error("the sink stops: {}", e.getMessage(), e.getCause());
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
