package dev.faultline.cli;

import dev.faultline.cli.output.AlignedTable;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.access.ClickHouseFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the latest decentralization rows for people. */
final class LatestIndices implements AutoCloseable {

  /** The dimensions worth a line each; shares by weight where the population has one. */
  private static final String QUERY =
      """
      SELECT network, layer, toString(at) AS at, window_s, dimension, weighting, nodes, entities,
             nakamoto_liveness, hhi, effective_entities, top_entity, top1, coverage
      FROM latest_decentralization
      WHERE (? = '' OR network = ?) AND (? = 0 OR window_s = ?)
        AND dimension IN ('provider', 'region', 'asn', 'country', 'client', 'operator',
                          'node')
        AND entities > 0
      ORDER BY network, layer, window_s DESC, weighting = 'nodes', dimension
      LIMIT 1 BY network, layer, dimension
      """;

  private final ClickHouse clickHouse;
  private final Connection connection;

  LatestIndices(ClickHouse clickHouse) throws SQLException {
    this.clickHouse = clickHouse;
    try {
      this.connection = clickHouse.connect(Duration.ofSeconds(30));
    } catch (SQLException e) {
      throw new SQLException(ClickHouseFailure.text(e, clickHouse), e);
    }
  }

  AlignedTable table(Optional<String> network, Optional<Integer> window) throws SQLException {
    AlignedTable table =
        new AlignedTable(
            "network",
            "layer",
            "at (UTC)",
            "window",
            "dimension",
            "by",
            "nodes",
            "entities",
            "nakamoto",
            "hhi",
            "effective",
            "largest",
            "share",
            "coverage");
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, network.orElse(""));
      statement.setString(2, network.orElse(""));
      statement.setInt(3, window.orElse(0));
      statement.setInt(4, window.orElse(0));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          add(table, rows);
        }
      }
    } catch (SQLException e) {
      throw new SQLException(ClickHouseFailure.text(e, clickHouse), e);
    }
    return table;
  }

  /** Why there is nothing of a network or a window; empty if there is nothing of any. */
  Optional<String> whyEmpty(Optional<String> network, Optional<Integer> window)
      throws SQLException {
    List<String> networks = distinct("SELECT DISTINCT network FROM latest_decentralization", "");
    if (networks.isEmpty()) {
      return Optional.empty();
    }
    if (network.isPresent() && !networks.contains(network.get())) {
      return Optional.of(
          "no network named %s; there are: %s"
              .formatted(network.get(), String.join(", ", networks)));
    }
    List<String> windows =
        distinct(
            "SELECT DISTINCT toString(window_s) FROM latest_decentralization WHERE network = ? OR ?"
                + " = ''",
            network.orElse(""));
    return window
        .filter(seconds -> !windows.contains(Integer.toString(seconds)))
        .map(
            seconds ->
                "no window of %d s; there are: %s".formatted(seconds, String.join(", ", windows)));
  }

  private List<String> distinct(String query, String parameter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 1; i <= query.chars().filter(c -> c == '?').count(); i++) {
        statement.setString(i, parameter);
      }
      List<String> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      values.sort(null);
      return values;
    }
  }

  private static void add(AlignedTable table, ResultSet row) throws SQLException {
    table.row(
        row.getString("network"),
        row.getString("layer"),
        row.getString("at").replace(".000", ""),
        window(row.getInt("window_s")),
        row.getString("dimension"),
        row.getString("weighting"),
        row.getString("nodes"),
        row.getString("entities"),
        orDash(row.getString("nakamoto_liveness")),
        number(row, "hhi", "%.4f", 1),
        number(row, "effective_entities", "%.2f", 1),
        orDash(row.getString("top_entity")),
        number(row, "top1", "%.2f %%", 100),
        number(row, "coverage", "%.1f %%", 100));
  }

  private static String number(ResultSet row, String column, String format, double factor)
      throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? "–" : String.format(Locale.ROOT, format, value * factor);
  }

  private static String orDash(String text) {
    return text == null ? "–" : text;
  }

  /** A length of time as people say it. */
  static String window(int seconds) {
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + " d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
