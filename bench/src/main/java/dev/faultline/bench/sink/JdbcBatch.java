package dev.faultline.bench.sink;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.Topic;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.row.Table.NameAndType;
import dev.faultline.sql.row.TableRoute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What anyone would write first: a prepared INSERT with a batch, of records that are in memory
 * already. It reads no topic, decodes nothing, keeps no offsets and repeats nothing.
 */
final class JdbcBatch {

  private static final int BATCH = 50_000;
  private static final int WARM_UPS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ClickHouse clickHouse;
  private final List<NameAndType> columns;

  JdbcBatch(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
    this.columns =
        TableRoute.all().stream()
            .filter(route -> route.topic() == Topic.DECENTRALIZATION)
            .findFirst()
            .orElseThrow()
            .table()
            .columns();
  }

  /**
   * Inserts into a table of the same columns, codecs and projections.
   *
   * @param atLeast how long to insert after the warm-up; making the records does not count
   * @return rows per second
   */
  double rate(IndexRows rows, Duration atLeast) throws SQLException {
    try (Connection connection = clickHouse.connect(PATIENCE)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE jdbc_batch AS decentralization");
      }
      long nanos = 0;
      long inserted = 0;
      try (PreparedStatement insert = connection.prepareStatement(sql())) {
        for (int batch = 0; nanos < atLeast.toNanos(); batch++) {
          List<DecentralizationRow> records = records(rows);
          long begun = System.nanoTime();
          insert(insert, records, inserted);
          if (batch >= WARM_UPS) {
            nanos += System.nanoTime() - begun;
            inserted += BATCH;
          }
        }
      }
      return inserted / (nanos / 1e9);
    }
  }

  private static List<DecentralizationRow> records(IndexRows rows) {
    List<DecentralizationRow> records = new ArrayList<>(BATCH);
    for (int row = 0; row < BATCH; row++) {
      records.add(rows.next());
    }
    return records;
  }

  private String sql() {
    return columns.stream()
        .map(NameAndType::name)
        .collect(
            Collectors.joining(
                ", ",
                "INSERT INTO jdbc_batch (",
                ") VALUES (" + "?, ".repeat(columns.size() - 1) + "?)"));
  }

  private void insert(PreparedStatement insert, List<DecentralizationRow> records, long offset)
      throws SQLException {
    long next = offset;
    for (DecentralizationRow record : records) {
      int column = 1;
      for (; column <= record.getSchema().getFields().size(); column++) {
        insert.setObject(column, value(record.get(column - 1)));
      }
      insert.setString(column++, Topic.DECENTRALIZATION.topicName());
      insert.setInt(column++, 0);
      insert.setLong(column++, next++);
      insert.setInt(column, 0);
      insert.addBatch();
    }
    insert.executeBatch();
  }

  /** As a column of the field's name takes it. */
  private static Object value(Object field) {
    if (field instanceof Enum<?> symbol) {
      return symbol.name().toLowerCase(Locale.ROOT);
    }
    return field instanceof Instant time ? time.atZone(ZoneOffset.UTC).toLocalDateTime() : field;
  }
}
