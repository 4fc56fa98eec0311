package dev.faultline.sql.reference;

import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.reference.RuleRow.Threshold;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fills the table {@code networks}, from which the views take each population's rules. */
public final class RuleTable {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final String INSERT =
      """
      INSERT INTO networks
        (network, layer, base_unit, liveness_numerator, liveness_denominator, liveness_strict,
         safety_numerator, safety_denominator, safety_strict, kind, step_s, windows_s, grace_s,
         publisher_lag_s, node_ids, citation)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private RuleTable() {}

  /**
   * Writes every row anew; of rows with one key the one written last counts. Rows of populations
   * that are no longer named go, so that the views measure these by the defaults, as the streams
   * do.
   *
   * @throws SQLException if ClickHouse cannot be used, or lacks the table
   */
  public static void write(ClickHouse clickHouse, List<RuleRow> rows) throws SQLException {
    try (Connection connection = clickHouse.connect(TIMEOUT);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (RuleRow row : rows) {
        set(insert, row);
        insert.addBatch();
      }
      insert.executeBatch();
      deleteOthers(connection, rows);
    }
  }

  /** Looks first: a deletion rewrites the table, and mostly there is nothing to delete. */
  private static void deleteOthers(Connection connection, List<RuleRow> rows) throws SQLException {
    String others =
        " WHERE (network, layer) NOT IN ("
            + rows.stream().map(row -> "(?, ?)").collect(Collectors.joining(", "))
            + ")";
    try (PreparedStatement query =
        connection.prepareStatement("SELECT count() FROM networks" + others)) {
      setKeys(query, rows);
      try (ResultSet count = query.executeQuery()) {
        if (count.next() && count.getLong(1) == 0) {
          return;
        }
      }
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "ALTER TABLE networks DELETE" + others + " SETTINGS mutations_sync = 2")) {
      setKeys(delete, rows);
      delete.execute();
    }
  }

  private static void setKeys(PreparedStatement statement, List<RuleRow> rows) throws SQLException {
    int parameter = 1;
    for (RuleRow row : rows) {
      statement.setString(parameter++, row.network());
      statement.setString(parameter++, row.layer());
    }
  }

  private static void set(PreparedStatement insert, RuleRow row) throws SQLException {
    insert.setString(1, row.network());
    insert.setString(2, row.layer());
    insert.setString(3, row.baseUnit());
    setThreshold(insert, 4, Optional.of(row.liveness()));
    setThreshold(insert, 7, row.safety());
    insert.setString(10, row.kind());
    insert.setLong(11, row.stepSeconds());
    insert.setObject(12, row.windowSeconds().toArray(new Integer[0]));
    insert.setLong(13, row.graceSeconds());
    insert.setLong(14, row.publisherLagSeconds());
    insert.setString(15, row.hasPrivateNodes() ? "private" : "public");
    insert.setString(16, row.citation());
  }

  private static void setThreshold(
      PreparedStatement insert, int column, Optional<Threshold> threshold) throws SQLException {
    if (threshold.isEmpty()) {
      insert.setNull(column, Types.BIGINT);
      insert.setNull(column + 1, Types.BIGINT);
      insert.setNull(column + 2, Types.BOOLEAN);
      return;
    }
    insert.setLong(column, threshold.get().numerator());
    insert.setLong(column + 1, threshold.get().denominator());
    insert.setBoolean(column + 2, threshold.get().strict());
  }
}
