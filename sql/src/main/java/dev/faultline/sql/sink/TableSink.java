package dev.faultline.sql.sink;

import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.service.retry.Retry;
import dev.faultline.service.retry.Sleeper;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.batch.InsertFault;
import dev.faultline.sql.migrate.Migrator;
import dev.faultline.sql.row.Table;
import dev.faultline.sql.row.TableRoute;
import dev.faultline.sql.sink.buffer.RowConverter;
import dev.faultline.sql.sink.clickhouse.ClickHouseTable;
import dev.faultline.sql.sink.health.TableMetrics;
import dev.faultline.sql.sink.health.TableProgress;
import dev.faultline.sql.sink.kafka.DeadLetterProducer;
import dev.faultline.sql.sink.kafka.TopicConsumer;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TableRoute in one table: connects, checks that it may begin, and runs until the sink closes. */
final class TableSink {

  private static final Logger LOG = LoggerFactory.getLogger(TableSink.class);

  private final TableRoute<?, ?> landing;
  private final SinkSettings settings;
  private final RegistrySerdes registry;
  private final DeadLetterProducer deadLetters;
  private final CountDownLatch closing;
  private final boolean checksBuild;
  private final TableMetrics metrics;
  private final TableProgress progress;
  private final Retry retry;
  private final EpochGuard guard;

  /**
   * @param closing opens when the sink closes
   * @param checksBuild whether it is this one of the sink's tables that compares the build with the
   *     database
   */
  TableSink(
      TableRoute<?, ?> landing,
      SinkSettings settings,
      RegistrySerdes registry,
      DeadLetterProducer deadLetters,
      MeterRegistry meters,
      Clock clock,
      CountDownLatch closing,
      boolean checksBuild) {
    this.checksBuild = checksBuild;
    this.landing = landing;
    this.settings = settings;
    this.registry = registry;
    this.deadLetters = deadLetters;
    this.closing = closing;
    this.metrics = new TableMetrics(meters, name(), topic());
    this.progress = new TableProgress(name(), topic(), metrics, clock);
    this.retry = Retry.forever(settings.backoff(), Sleeper.until(closing), progress);
    this.guard = new EpochGuard(name(), settings.epoch());
  }

  String name() {
    return landing.table().name();
  }

  TableProgress progress() {
    return progress;
  }

  /**
   * Lands until the sink closes.
   *
   * @throws SinkException if a person is needed
   */
  void run() throws SQLException, InterruptedException {
    try (metrics) {
      if (checksBuild) {
        checkBuild();
      }
      run(landing);
    }
  }

  private <V extends SpecificRecord> void run(TableRoute<V, ?> typed)
      throws SQLException, InterruptedException {
    Table<?> table = typed.table();
    try (ClickHouseTable target = connect(table);
        InsertingThread inserting =
            new InsertingThread(
                topic(),
                guard,
                target,
                new BatchWriter(table, settings.epoch(), target, deadLetters, retry, metrics),
                retry,
                this::isClosing)) {
      RowConverter<?, ?> converter =
          new RowConverter<>(typed, settings.epoch(), registry.decoder(typed.topic()));
      Consumer<byte[], byte[]> consumer = TopicConsumer.create(settings, name());
      try {
        new TableSinkTask(
                topic(),
                landing.isPrompt(),
                settings,
                consumer,
                converter,
                inserting,
                progress,
                metrics,
                System::nanoTime)
            .run(this::isClosing);
      } finally {
        leave(consumer);
      }
    }
  }

  private String topic() {
    return landing.topic().topicName();
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** An older build would leave out what newer ones have added to records and tables. */
  private void checkBuild() throws InterruptedException {
    Migrator migrator = Migrator.bundled(settings.clickHouse(), Optional.empty());
    try {
      retry.<List<String>, Exception>call(
          "asking for the migrations", migrator::pending, TableSink::isPassing);
    } catch (InterruptedException e) {
      throw e;
    } catch (SQLException e) {
      throw explained(e);
    } catch (Exception e) {
      throw new SinkException(e.getMessage(), e);
    }
  }

  /** Connects and checks the table, waiting for the server if need be. */
  private ClickHouseTable connect(Table<?> table) throws SQLException, InterruptedException {
    try {
      return retry.call("connecting to ClickHouse", () -> connectOnce(table), TableSink::isPassing);
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  private ClickHouseTable connectOnce(Table<?> table) throws SQLException {
    ClickHouseTable target =
        new ClickHouseTable(settings.clickHouse(), table, settings.insertTimeout());
    boolean isReady = false;
    try {
      target.checkColumns();
      guard.checkEpoch(target.landedEnds(topic()));
      isReady = true;
      return target;
    } finally {
      if (!isReady) {
        target.close();
      }
    }
  }

  /** At the start a table that is not there is a mistake, and not waited for. */
  private static boolean isPassing(Exception e) {
    return e instanceof SQLException failed
        && InsertFault.of(failed.getErrorCode()) != InsertFault.CONFIGURATION
        && InsertFault.of(failed.getErrorCode()) != InsertFault.MISSING;
  }

  private SinkException explained(SQLException e) {
    return new SinkException(
        "ClickHouse at " + settings.clickHouse().url() + " refuses: " + e.getMessage(), e);
  }

  private void leave(Consumer<byte[], byte[]> consumer) {
    try {
      consumer.close(CloseOptions.timeout(settings.closeGrace()));
    } catch (KafkaException e) {
      // the group will notice by itself; what led here matters more
      LOG.warn("a consumer did not leave its group: {}", e.getMessage());
    }
  }
}
