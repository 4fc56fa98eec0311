package dev.faultline.sql.recompute;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.row.Provenance;
import dev.faultline.sql.row.RefusedRow;
import dev.faultline.sql.row.RowBuffer;
import dev.faultline.sql.row.Table;
import dev.faultline.sql.row.TableRoute;
import dev.faultline.sql.sink.clickhouse.ClickHouseTable;
import dev.faultline.sql.sink.clickhouse.InsertFailedException;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;

/** One table of the side, with the columns of the published one. */
final class SideTable<T extends SpecificRecord> implements AutoCloseable {

  private static final int BATCH = 50_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Topic topic;
  private final Table<T> table;
  private final int epoch;
  private final ClickHouseTable target;
  private final RowBuffer buffer = new RowBuffer(1 << 16);
  private long rows;
  private long inserted;

  private SideTable(Topic topic, Table<T> table, int epoch, ClickHouseTable target) {
    this.topic = topic;
    this.table = table;
    this.epoch = epoch;
    this.target = target;
  }

  /** Of a table that exists. */
  static <V extends SpecificRecord> SideTable<?> open(
      ClickHouse clickHouse, TableRoute<V, ?> route, String name, int epoch) throws SQLException {
    return open(clickHouse, route.topic(), route.table(), name, epoch);
  }

  /** Index topics land as they are: what a row is made of is the record. */
  @SuppressWarnings("unchecked")
  private static <V extends SpecificRecord> SideTable<V> open(
      ClickHouse clickHouse, Topic topic, Table<?> published, String name, int epoch)
      throws SQLException {
    Table<V> table = ((Table<V>) published).named(name);
    ClickHouseTable target = new ClickHouseTable(clickHouse, table, PATIENCE);
    target.checkColumns();
    return new SideTable<>(topic, table, epoch, target);
  }

  @SuppressWarnings("unchecked")
  void add(SpecificRecord row) throws InsertFailedException {
    try {
      table.writeRow((T) row, new Provenance(topic.topicName(), 0, rows, epoch), buffer);
    } catch (RefusedRow e) {
      throw new IllegalArgumentException(table.name() + "." + e.column() + " " + e.getMessage(), e);
    }
    rows++;
    if (rows - inserted >= BATCH) {
      flush();
    }
  }

  void flush() throws InsertFailedException {
    if (rows > inserted) {
      target.insert(
          "recompute/%s/%s/%d/%d-%d"
              .formatted(table.name(), table.schemaVersion(), epoch, inserted, rows),
          reader -> buffer.read(0, buffer.size(), reader));
      inserted = rows;
      buffer.truncate(0);
    }
  }

  @Override
  public void close() throws SQLException {
    target.close();
  }
}
