package dev.faultline.sql.landing;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.batch.DeduplicationToken;
import dev.faultline.sql.batch.OffsetRange;
import dev.faultline.sql.row.Table;
import java.sql.SQLException;
import java.time.Duration;
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
final class BatchLander {

  private static final Logger LOG = LoggerFactory.getLogger(BatchLander.class);

  private final Table<?> table;
  private final int epoch;
  private final RowTarget target;
  private final DeadLetterQueue deadLetters;
  private final Patience patience;
  private final TableMetrics metrics;

  BatchLander(
      Table<?> table,
      int epoch,
      RowTarget target,
      DeadLetterQueue deadLetters,
      Patience patience,
      TableMetrics metrics) {
    this.table = table;
    this.epoch = epoch;
    this.target = target;
    this.deadLetters = deadLetters;
    this.patience = patience;
    this.metrics = metrics;
  }

  /**
   * @param range the batch's offsets, as committed for its intent
   * @throws SinkException if the table is not as it must be, or the sink may not write to it
   * @throws Patience.Closing if the sink closes first
   */
  void land(TopicPartition source, OffsetRange range, Batch batch) throws Patience.Closing {
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

  private void insertOrHalve(Part part, List<Batch.Refused> refused) throws Patience.Closing {
    try {
      insert(part);
    } catch (InsertFailed e) {
      // before blaming a value: if the table has changed, every row would look wrong
      checkColumns();
      if (part.rows() == 1) {
        refused.add(
            new Batch.Refused(
                part.batch().recordOf(part.fromRow()), Refusal.SERVER, null, e.getMessage()));
        return;
      }
      LOG.warn(
          "{}: the server refuses a value among {} rows of {} (code {}); halving",
          table.name(),
          part.rows(),
          part.source(),
          e.code());
      int middle = part.fromRow() + part.rows() / 2;
      insertOrHalve(part.from(part.fromRow(), middle), refused);
      insertOrHalve(part.from(middle, part.toRow()), refused);
    }
  }

  /**
   * Returns when the part is durable.
   *
   * @throws InsertFailed if the server refuses a value of it
   */
  private void insert(Part part) throws InsertFailed, Patience.Closing {
    String token =
        new DeduplicationToken(
                table.name(),
                table.schemaVersion(),
                epoch,
                part.source().topic(),
                part.source().partition(),
                part.range())
            .text();
    for (int failures = 1; ; failures++) {
      long start = System.nanoTime();
      try {
        target.insert(token, out -> part.batch().writeRows(out, part.fromRow(), part.toRow()));
        metrics.inserted(
            part.rows(),
            part.batch().bytesOf(part.fromRow(), part.toRow()),
            System.nanoTime() - start);
        return;
      } catch (InsertFailed e) {
        metrics.failed(e.fault(), System.nanoTime() - start);
        switch (e.fault()) {
          case DATA -> throw e;
          case CONFIGURATION -> stop(e);
          case PASSING -> waitAfter(failures, "insert " + token, e, e.code());
        }
      }
    }
  }

  private void stop(InsertFailed e) throws Patience.Closing {
    checkColumns();
    throw new SinkException(
        "ClickHouse refuses inserts into " + table.name() + ": " + e.getMessage(), e);
  }

  private void checkColumns() throws Patience.Closing {
    for (int failures = 1; ; failures++) {
      try {
        target.checkColumns();
        return;
      } catch (SQLException e) {
        waitAfter(failures, "checking the columns of " + table.name(), e, e.getErrorCode());
      }
    }
  }

  private void publish(List<Batch.Refused> refused) throws Patience.Closing {
    // a dead letter that its own table refuses must not breed: it stays in its topic
    List<Batch.Refused> publishable =
        refused.stream()
            .filter(
                one ->
                    one.refusal() != Refusal.SERVER
                        || !one.record().topic().equals(Topic.DEAD_LETTERS.topicName()))
            .toList();
    for (int failures = 1; ; failures++) {
      try {
        deadLetters.publish(publishable);
        break;
      } catch (KafkaException e) {
        waitAfter(failures, "publishing dead letters", e, 0);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Patience.Closing();
      }
    }
    refused.forEach(one -> metrics.refused(one.refusal()));
    Batch.Refused first = refused.get(0);
    LOG.warn(
        "{}: {} records refused; the first is offset {} of partition {}: {} {}",
        table.name(),
        refused.size(),
        first.record().offset(),
        first.record().partition(),
        first.column() == null ? "it" : first.column(),
        first.reason());
  }

  private void waitAfter(int failures, String what, Exception e, int code) throws Patience.Closing {
    Duration delay = patience.next(failures);
    metrics.retried(code);
    LOG.warn(
        "{} failed (attempt {}, code {}), again in {} ms: {}",
        what,
        failures,
        code,
        delay.toMillis(),
        e.getMessage());
    patience.await(delay);
  }
}
