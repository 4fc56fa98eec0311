package dev.faultline.sql.recompute;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.recompute.TableDifference.ColumnDifference;
import dev.faultline.sql.row.Table.NameAndType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares published rows with recomputed ones, key by key and column by column, inside ClickHouse.
 * Values have to be the same to the last bit: the engine gives the same ones for the same records.
 */
public final class Differences {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ClickHouse clickHouse;
  private final String network;
  private final Instant from;
  private final Instant to;

  /**
   * @param from the first T that is compared
   * @param to the last
   */
  public Differences(ClickHouse clickHouse, String network, Instant from, Instant to) {
    this.clickHouse = clickHouse;
    this.network = network;
    this.from = from;
    this.to = to;
  }

  /** The newest T of a network that has landed in every index; empty if none has. */
  public static Optional<Instant> newestLanded(ClickHouse clickHouse, String network)
      throws SQLException {
    String newest =
        SideTables.TOPICS.stream()
            .filter(topic -> topic != Topic.STRESS && topic != Topic.JOINT_NAKAMOTO)
            .map(topic -> SideTables.published(topic).table().name())
            .map("(SELECT toUnixTimestamp64Milli(max(at)) FROM %s WHERE network = ?)"::formatted)
            .collect(Collectors.joining(", ", "SELECT least(", ")"));
    try (Connection connection = clickHouse.connect(PATIENCE);
        PreparedStatement statement = connection.prepareStatement(newest)) {
      for (int parameter = 1; parameter <= 3; parameter++) {
        statement.setString(parameter, network);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long at = row.getLong(1);
        return at == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
      }
    }
  }

  /** Of all tables, those without differences too. */
  public List<TableDifference> of(SideTables side) throws SQLException {
    List<TableDifference> differences = new ArrayList<>();
    for (Topic topic : SideTables.TOPICS) {
      differences.add(of(topic, side.name(topic)));
    }
    return differences;
  }

  private TableDifference of(Topic topic, String recomputed) throws SQLException {
    String published = SideTables.published(topic).table().name();
    try (Connection connection = clickHouse.connect(PATIENCE)) {
      List<String> keys = keys(connection, published);
      List<NameAndType> values =
          SideTables.published(topic).table().columns().stream()
              .filter(column -> !column.name().startsWith("_") && !keys.contains(column.name()))
              .toList();
      try (PreparedStatement statement =
          connection.prepareStatement(query(published, recomputed, keys, values))) {
        for (int side = 0; side < 2; side++) {
          statement.setString(3 * side + 1, network);
          statement.setLong(3 * side + 2, from.toEpochMilli());
          statement.setLong(3 * side + 3, to.toEpochMilli());
        }
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return difference(published, values, row);
        }
      }
    }
  }

  private static TableDifference difference(String table, List<NameAndType> values, ResultSet row)
      throws SQLException {
    List<ColumnDifference> columns = new ArrayList<>();
    for (int value = 0; value < values.size(); value++) {
      long rows = row.getLong(4 + 3 * value);
      if (rows > 0) {
        columns.add(
            new ColumnDifference(
                values.get(value).name(),
                rows,
                row.getString(5 + 3 * value),
                row.getDouble(6 + 3 * value)));
      }
    }
    return new TableDifference(table, row.getLong(1), row.getLong(2), row.getLong(3), columns);
  }

  private static List<String> keys(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT sorting_key FROM system.tables WHERE database = currentDatabase() AND name ="
                + " ?")) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return List.of(row.getString(1).split(", "));
      }
    }
  }

  private static String query(
      String published, String recomputed, List<String> keys, List<NameAndType> values) {
    String rows =
        "(SELECT *, 1 AS here FROM %s FINAL WHERE network = ? AND at BETWEEN"
            + " fromUnixTimestamp64Milli(?, 'UTC') AND fromUnixTimestamp64Milli(?, 'UTC'))";
    return "SELECT countIf(p.here = 1 AND r.here = 1), countIf(r.here = 0), countIf(p.here = 0)"
        + values.stream().map(Differences::columnOf).collect(Collectors.joining())
        + " FROM "
        + rows.formatted(published)
        + " AS p FULL JOIN "
        + rows.formatted(recomputed)
        + " AS r USING ("
        + String.join(", ", keys)
        + ") SETTINGS join_use_nulls = 0";
  }

  /** Rows that differ, the first T of these, the largest difference. */
  private static String columnOf(NameAndType column) {
    String name = column.name();
    String differs =
        "p.here = 1 AND r.here = 1 AND toString(tuple(p.%1$s)) != toString(tuple(r.%1$s))"
            .formatted(name);
    String largest =
        column.type().matches("(Nullable\\()?(Float64|UInt[0-9]+)\\)?")
            ? "ifNull(maxIf(abs(toFloat64(p.%1$s) - toFloat64(r.%1$s)), %2$s), 0)"
                .formatted(name, differs)
            : "0";
    return ", countIf(%1$s), toString(minIf(p.at, %1$s)), %2$s".formatted(differs, largest);
  }
}
