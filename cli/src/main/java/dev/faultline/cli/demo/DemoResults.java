package dev.faultline.cli.demo;

import dev.faultline.cli.output.AlignedTable;
import dev.faultline.schemas.Population;
import dev.faultline.sql.ClickHouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads what the replay left in ClickHouse. */
final class DemoResults implements AutoCloseable {

  private static final long LANDED_WITHIN_SECONDS = 120;
  static final int WINDOW_SECONDS = 3600;

  /** Rows of one population, instant and window when all of it has landed. */
  private static final int ROWS = 9 * 2;

  private static final String LANDED =
      """
      SELECT uniqExact(dimension, weighting) FROM decentralization
      WHERE network = ? AND layer = ? AND window_s = ? AND at = toDateTime64(?, 3, 'UTC')
      """;

  private static final String INDICES =
      """
      SELECT network, dimension, weighting, nodes, entities, nakamoto_liveness, hhi,
             effective_entities, top_entity, top1, big_three
      FROM decentralization FINAL
      WHERE window_s = ? AND at = toDateTime64(?, 3, 'UTC')
        AND dimension IN ('provider', 'region', 'country')
        AND weighting = if(network = 'solana', 'weight', 'nodes')
      ORDER BY network, dimension DESC
      """;

  private static final String OPEN =
      """
      SELECT count(), anyLast(title) FROM
      (
        SELECT argMax(status, known_at) AS status, argMax(title, known_at) AS title
        FROM incident_revisions
        WHERE source = ? AND known_at <= toDateTime64(?, 3, 'UTC')
        GROUP BY source, incident_id
      )
      WHERE status NOT IN ('resolved', 'vanished', 'retracted')
      """;

  private final Connection connection;

  DemoResults(ClickHouse clickHouse) throws SQLException {
    this.connection = clickHouse.connect(Duration.ofSeconds(30));
  }

  /** Waits until the rows of every population at this instant have landed. */
  void await(List<Population> populations, Instant at)
      throws SQLException, InterruptedException, TimeoutException {
    CountDownLatch never = new CountDownLatch(1);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LANDED_WITHIN_SECONDS);
    for (Population population : populations) {
      while (rowsLanded(population, at) < ROWS) {
        if (System.nanoTime() > deadline) {
          throw new TimeoutException(
              "the indices of %s did not land within %d s"
                  .formatted(population.key(), LANDED_WITHIN_SECONDS));
        }
        never.await(100, TimeUnit.MILLISECONDS);
      }
    }
  }

  private int rowsLanded(Population population, Instant at) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LANDED)) {
      statement.setString(1, population.network());
      statement.setString(2, population.layer());
      statement.setInt(3, WINDOW_SECONDS);
      statement.setString(4, text(at));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /** The indices of both populations at an instant. */
  AlignedTable table(Instant at) throws SQLException {
    AlignedTable table =
        new AlignedTable(
            "network",
            "dimension",
            "by",
            "live",
            "entities",
            "nakamoto",
            "hhi",
            "effective",
            "largest",
            "share",
            "big three");
    try (PreparedStatement statement = connection.prepareStatement(INDICES)) {
      statement.setInt(1, WINDOW_SECONDS);
      statement.setString(2, text(at));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          table.row(
              row.getString("network"),
              row.getString("dimension"),
              row.getString("weighting"),
              row.getString("nodes"),
              row.getString("entities"),
              dash(row.getString("nakamoto_liveness")),
              number(row, "hhi", "%.4f", 1),
              number(row, "effective_entities", "%.2f", 1),
              dash(row.getString("top_entity")),
              number(row, "top1", "%.2f %%", 100),
              number(row, "big_three", "%.2f %%", 100));
        }
      }
    }
    return table;
  }

  /** What was known of incidents at an instant, in words. */
  String open(Instant at) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
      statement.setString(1, Scenario.SOURCE);
      statement.setString(2, text(at));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1) == 0
            ? "no incident known"
            : "open: aws us-east-1, \"" + row.getString(2) + "\"";
      }
    }
  }

  private static String text(Instant at) {
    return at.toString().replace("T", " ").replace("Z", "");
  }

  private static String number(ResultSet row, String column, String format, double factor)
      throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? "–" : String.format(Locale.ROOT, format, value * factor);
  }

  private static String dash(String text) {
    return text == null ? "–" : text;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
