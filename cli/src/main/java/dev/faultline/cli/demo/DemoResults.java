package dev.faultline.cli.demo;

import dev.faultline.api.index.DetailRows;
import dev.faultline.api.index.IndexQuestion;
import dev.faultline.api.index.IndexRows;
import dev.faultline.api.index.PopulationDetails;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.schemas.Population;
import dev.faultline.sql.ClickHouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads what the replay left in ClickHouse. */
final class DemoResults implements AutoCloseable {

  private static final long LANDED_WITHIN_SECONDS = 120;
  static final int WINDOW_SECONDS = 3600;

  /** Rows of one population, instant and window when all of it has landed, without scenarios. */
  private static final int ROWS = 9 * 2 + 2;

  private static final String LANDED =
      """
      SELECT uniqExact(network, layer, kind) FROM
      (
        SELECT network, layer, concat(dimension, weighting) AS kind FROM decentralization
        WHERE window_s = ? AND at = fromUnixTimestamp64Milli(?, 'UTC')
        UNION ALL
        SELECT network, layer, 'resilience' FROM resilience
        WHERE window_s = ? AND at = fromUnixTimestamp64Milli(?, 'UTC')
        UNION ALL
        SELECT network, layer, concat('stress', scenario) FROM stress
        WHERE window_s = ? AND at = fromUnixTimestamp64Milli(?, 'UTC')
        UNION ALL
        SELECT network, layer, 'joint' FROM joint_nakamoto
        WHERE window_s = ? AND at = fromUnixTimestamp64Milli(?, 'UTC')
      )
      WHERE concat(network, '/', layer) = ?
      """;

  private static final String LOST =
      """
      SELECT concat(network, '/', layer) AS population, argMax(lost_share, at) AS lost
      FROM impact FINAL
      WHERE source = ? AND incident_id = ? AND window_s = ?
        AND at <= fromUnixTimestamp64Milli(?, 'UTC')
      GROUP BY network, layer
      """;

  private static final String OPEN =
      """
      SELECT concat(provider, ' ', arrayStringConcat(regions, ', '), ', ', severity, ', "', title,
             '"') AS outage
      FROM incidents_known_at(at = fromUnixTimestamp64Milli(?, 'UTC'))
      WHERE open AND source = ?
      """;

  private static final String FALLEN =
      """
      SELECT pair.dependant AS name, pair.lag_ms AS lag_ms, pair.dependant_source AS source,
             toUnixTimestamp64Milli(incident.begins_at) AS begins_ms, incident.title AS title
      FROM ripple_pairs AS pair
      JOIN incident_revisions AS incident
        ON incident.source = pair.dependant_source
        AND incident.incident_id = pair.dependant_incident
      WHERE pair.provider_source = ? AND pair.provider_incident = ?
      ORDER BY begins_ms, name
      LIMIT 1 BY name
      """;

  private final Connection connection;
  private final int scenarios;

  /**
   * @param scenarios how many are in force
   */
  DemoResults(ClickHouse clickHouse, int scenarios) throws SQLException {
    this.scenarios = scenarios;
    this.connection = clickHouse.connect(Duration.ofSeconds(30));
  }

  /** Waits until the rows of every population at this instant have landed. */
  void await(List<Population> populations, Instant at)
      throws SQLException, InterruptedException, TimeoutException {
    CountDownLatch never = new CountDownLatch(1);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LANDED_WITHIN_SECONDS);
    for (Population population : populations) {
      while (rowsLanded(population, at) < ROWS + scenarios) {
        if (System.nanoTime() > deadline) {
          throw new TimeoutException(
              "the indices of %s did not land within %d s"
                  .formatted(population.key(), LANDED_WITHIN_SECONDS));
        }
        never.await(100, TimeUnit.MILLISECONDS);
      }
    }
    while (fallen().size() < Dependants.revisions().size() && System.nanoTime() < deadline) {
      never.await(100, TimeUnit.MILLISECONDS);
    }
  }

  private int rowsLanded(Population population, Instant at) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LANDED)) {
      for (int table = 0; table < 4; table++) {
        statement.setInt(2 * table + 1, WINDOW_SECONDS);
        statement.setLong(2 * table + 2, at.toEpochMilli());
      }
      statement.setString(9, population.key());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /** Some populations as they were measured at an instant. */
  List<PopulationIndex> indices(List<Population> populations, Instant at) throws SQLException {
    IndexQuestion question =
        new IndexQuestion(
            Optional.empty(), Optional.empty(), Optional.of(WINDOW_SECONDS), Optional.of(at));
    List<String> names = populations.stream().map(Population::key).toList();
    return new IndexRows(connection)
        .read(question).stream().filter(each -> names.contains(each.name())).toList();
  }

  /** The same with what would halt them. */
  List<PopulationDetails> details(List<Population> populations, Instant at) throws SQLException {
    List<PopulationDetails> details = new ArrayList<>();
    DetailRows rows = new DetailRows(connection);
    for (PopulationIndex population : indices(populations, at)) {
      details.add(rows.read(population, 1));
    }
    return details;
  }

  /** Share of each population's weight that the outage had cost by an instant. */
  Map<String, Double> lost(Instant at) throws SQLException {
    Map<String, Double> lost = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LOST)) {
      statement.setString(1, Outage.SOURCE);
      statement.setString(2, Outage.ID);
      statement.setInt(3, WINDOW_SECONDS);
      statement.setLong(4, at.toEpochMilli());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          lost.put(row.getString("population"), row.getDouble("lost"));
        }
      }
    }
    return lost;
  }

  /** The demo's outage as it was known at an instant, if it was open. */
  Optional<String> open(Instant at) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
      statement.setLong(1, at.toEpochMilli());
      statement.setString(2, Outage.SOURCE);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString("outage")) : Optional.empty();
      }
    }
  }

  /** Whose incidents began within the outage, by the pipeline's finding. */
  List<FallenService> fallen() throws SQLException {
    List<FallenService> fallen = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(FALLEN)) {
      statement.setString(1, Outage.SOURCE);
      statement.setString(2, Outage.ID);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          fallen.add(
              new FallenService(
                  row.getString("name"),
                  Instant.ofEpochMilli(row.getLong("begins_ms")),
                  Duration.ofMillis(row.getLong("lag_ms")),
                  row.getString("title"),
                  row.getString("source").equals(Dependants.RECORDED)));
        }
      }
    }
    return fallen;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
