package dev.faultline.sql.sink;

import dev.faultline.schemas.Topic;
import dev.faultline.service.retry.Retry;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.batch.DeduplicationToken;
import dev.faultline.sql.batch.InsertFault;
import dev.faultline.sql.batch.OffsetRange;
import dev.faultline.sql.row.Table;
import dev.faultline.sql.sink.buffer.Batch;
import dev.faultline.sql.sink.buffer.Refusal;
import dev.faultline.sql.sink.clickhouse.InsertFailedException;
import dev.faultline.sql.sink.clickhouse.RowTarget;
import dev.faultline.sql.sink.health.TableMetrics;
import dev.faultline.sql.sink.kafka.DeadLetterProducer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a sealed batch durable: its rows in ClickHouse, its refused records in the dead letters.
 * Runs on the table's inserting thread, so that the consumer polls on meanwhile, and returns only
 * when all of it is durable.
 */
public final class BatchWriter {

  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

  private final Table<?> table;
  private final int epoch;
  private final RowTarget target;
  private final DeadLetterProducer deadLetters;
  private final Retry retry;
  private final TableMetrics metrics;

  public BatchWriter(
      Table<?> table,
      int epoch,
      RowTarget target,
      DeadLetterProducer deadLetters,
      Retry retry,
      TableMetrics metrics) {
    this.table = table;
    this.epoch = epoch;
    this.target = target;
    this.deadLetters = deadLetters;
    this.retry = retry;
    this.metrics = metrics;
  }

  /**
   * @param range the batch's offsets, as committed for its intent
   * @throws SinkException if the table is not as it must be, or the sink may not write to it
   * @throws InterruptedException if the sink closes first
   */
  public void land(TopicPartition source, OffsetRange range, Batch batch)
      throws InterruptedException {
    List<Batch.Refused> refused = new ArrayList<>(batch.refused());
    if (batch.rows() > 0) {
      insertOrHalve(new Part(source, range, batch, 0, batch.rows()), refused);
    }
    if (!refused.isEmpty()) {
      publish(refused);
    }
  }

  /** Some of a batch's rows, all of them at first. */
  private record Part(
      TopicPartition source, OffsetRange whole, Batch batch, int fromRow, int toRow) {

    OffsetRange range() {
      return batch.rangeOf(whole, fromRow, toRow);
    }

    int rows() {
      return toRow - fromRow;
    }

    Part from(int first, int last) {
      return new Part(source, whole, batch, first, last);
    }
  }

  private void insertOrHalve(Part part, List<Batch.Refused> refused) throws InterruptedException {
    try {
      insert(part);
    } catch (InsertFailedException e) {
      // before blaming a value: if the table has changed, every row would look wrong
      checkColumns();
      if (part.rows() == 1) {
        refused.add(
            new Batch.Refused(
                part.batch().recordOf(part.fromRow()), Refusal.SERVER, null, e.getMessage()));
        return;
      }
      LOG.atWarn()
          .addKeyValue("table", table.name())
          .log(
              "{}: the server refuses a value among {} rows of {} (code {}); halving",
              table.name(),
              part.rows(),
              part.source(),
              e.getErrorCode());
      int middle = part.fromRow() + part.rows() / 2;
      insertOrHalve(part.from(part.fromRow(), middle), refused);
      insertOrHalve(part.from(middle, part.toRow()), refused);
    }
  }

  /**
   * Returns when the part is durable.
   *
   * @throws InsertFailedException if the server refuses a value of it
   */
  private void insert(Part part) throws InsertFailedException, InterruptedException {
    String token =
        new DeduplicationToken(
                table.name(),
                table.schemaVersion(),
                epoch,
                part.source().topic(),
                part.source().partition(),
                part.range())
            .text();
    try {
      retry.call("insert", () -> attempt(token, part), BatchWriter::isPassing);
    } catch (InsertFailedException e) {
      if (e.fault() == InsertFault.CONFIGURATION) {
        stop(e);
      }
      throw e;
    }
  }

  private Void attempt(String token, Part part) throws InsertFailedException {
    long start = System.nanoTime();
    try {
      target.insert(token, reader -> part.batch().lendRows(reader, part.fromRow(), part.toRow()));
    } catch (InsertFailedException e) {
      metrics.failed(e.fault(), System.nanoTime() - start);
      throw e;
    }
    metrics.inserted(
        part.rows(), part.batch().bytesOf(part.fromRow(), part.toRow()), System.nanoTime() - start);
    return null;
  }

  private static boolean isPassing(Exception e) {
    return e instanceof InsertFailedException failed
        && (failed.fault() == InsertFault.PASSING || failed.fault() == InsertFault.MISSING);
  }

  private void stop(InsertFailedException e) throws InterruptedException {
    checkColumns();
    throw new SinkException(
        "ClickHouse refuses inserts into " + table.name() + ": " + e.getMessage(), e);
  }

  private void checkColumns() throws InterruptedException {
    try {
      retry.call(
          "checking the columns",
          () -> {
            target.checkColumns();
            return null;
          },
          SQLException.class::isInstance);
    } catch (SQLException e) {
      throw new IllegalStateException("is tried again for ever", e);
    }
  }

  private void publish(List<Batch.Refused> refused) throws InterruptedException {
    // a dead letter that its own table refuses must not breed: it stays in its topic
    List<Batch.Refused> publishable =
        refused.stream()
            .filter(
                one ->
                    one.refusal() != Refusal.SERVER
                        || !one.record().topic().equals(Topic.DEAD_LETTERS.topicName()))
            .toList();
    retry.call(
        "publishing dead letters",
        () -> {
          deadLetters.publish(publishable);
          return null;
        },
        KafkaException.class::isInstance);
    refused.forEach(one -> metrics.refused(one.refusal()));
    Batch.Refused first = refused.get(0);
    LOG.atWarn()
        .addKeyValue("table", table.name())
        .addKeyValue("topic", first.record().topic())
        .addKeyValue("partition", first.record().partition())
        .addKeyValue("offset", first.record().offset())
        .log(
            "{}: {} records refused; the first is offset {} of partition {}: {} {}",
            table.name(),
            refused.size(),
            first.record().offset(),
            first.record().partition(),
            first.column() == null ? "it" : first.column(),
            first.reason());
  }
}
