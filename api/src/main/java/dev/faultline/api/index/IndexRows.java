package dev.faultline.api.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the resilience rows of each population, and the dimensions of the same instant. */
public final class IndexRows {

  /** One series of each population: its longest window, and of that what is written last. */
  private static final String NEWEST =
      """
      SELECT network, layer, weighting, window_s, max(at) AS newest FROM resilience
      WHERE (? = '' OR network = ?) AND (? = '' OR layer = ?) AND (? = 0 OR window_s = ?)
      %s
      GROUP BY network, layer, weighting, window_s
      ORDER BY network, layer, window_s DESC, newest DESC
      LIMIT 1 BY network, layer
      """;

  /** Left out without a limit, so that the newest instants need not be looked for in history. */
  private static final String NO_LATER = "AND at <= fromUnixTimestamp64Milli(?, 'UTC')";

  private static final String RESILIENCE =
      """
      SELECT network, layer, toUnixTimestamp64Milli(at) AS at_ms, window_s, weighting, live_nodes,
             down_nodes, silent_nodes, availability, resilience_index, index_low, index_high,
             weakest, weakest_value, null_reason, arrayStringConcat(halting, ',') AS halts,
             open_incidents, exposure_any_low, exposure_any_high, exposure_major_low,
             exposure_major_high, exposure_critical_low, exposure_critical_high
      FROM resilience FINAL
      WHERE (network, layer, weighting, window_s, at) IN (%s)
      ORDER BY network, layer
      """;

  private static final String DIMENSIONS =
      """
      SELECT network, layer, dimension, entities, nakamoto_liveness, nakamoto_liveness_pessimistic,
             hhi, effective_entities, top_entity, top1, coverage, big_three
      FROM decentralization FINAL
      WHERE (network, layer, weighting, window_s, at) IN (%s) AND entities > 0
      ORDER BY network, layer, dimension
      """;

  private final Connection connection;

  public IndexRows(Connection connection) {
    this.connection = connection;
  }

  /** A row a population, by name; none if there is nothing of what is asked for. */
  public List<PopulationIndex> read(IndexQuestion question) throws SQLException {
    String newest = NEWEST.formatted(question.at().isPresent() ? NO_LATER : "");
    Map<String, Map<String, DimensionMeasures>> dimensions = dimensions(newest, question);
    List<PopulationIndex> populations = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(RESILIENCE.formatted(newest))) {
      bind(question, statement);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          PopulationIndex population = population(row);
          populations.add(
              population.with(dimensions.getOrDefault(population.name(), new TreeMap<>())));
        }
      }
    }
    return populations;
  }

  private Map<String, Map<String, DimensionMeasures>> dimensions(
      String newest, IndexQuestion question) throws SQLException {
    Map<String, Map<String, DimensionMeasures>> dimensions = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(DIMENSIONS.formatted(newest))) {
      bind(question, statement);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          DimensionMeasures measures = measures(row);
          dimensions
              .computeIfAbsent(
                  row.getString("network") + "/" + row.getString("layer"), key -> new TreeMap<>())
              .put(measures.dimension(), measures);
        }
      }
    }
    return dimensions;
  }

  private static void bind(IndexQuestion question, PreparedStatement statement)
      throws SQLException {
    statement.setString(1, question.network().orElse(""));
    statement.setString(2, question.network().orElse(""));
    statement.setString(3, question.layer().orElse(""));
    statement.setString(4, question.layer().orElse(""));
    statement.setInt(5, question.windowSeconds().orElse(0));
    statement.setInt(6, question.windowSeconds().orElse(0));
    if (question.at().isPresent()) {
      statement.setLong(7, question.at().get().toEpochMilli());
    }
  }

  private static PopulationIndex population(ResultSet row) throws SQLException {
    String halting = row.getString("halts");
    Map<String, Interval> exposure = new LinkedHashMap<>();
    for (String severity : List.of("any", "major", "critical")) {
      exposure.put(severity, interval(row, "exposure_" + severity));
    }
    return new PopulationIndex(
        row.getString("network"),
        row.getString("layer"),
        Instant.ofEpochMilli(row.getLong("at_ms")),
        row.getInt("window_s"),
        row.getString("weighting"),
        row.getLong("live_nodes"),
        row.getLong("down_nodes"),
        row.getLong("silent_nodes"),
        number(row, "availability"),
        number(row, "resilience_index"),
        interval(row, "index"),
        row.getString("weakest"),
        number(row, "weakest_value"),
        row.getString("null_reason"),
        halting.isEmpty() ? List.of() : List.of(halting.split(",")),
        row.getLong("open_incidents"),
        exposure,
        Map.of());
  }

  private static DimensionMeasures measures(ResultSet row) throws SQLException {
    return new DimensionMeasures(
        row.getString("dimension"),
        row.getLong("entities"),
        count(row, "nakamoto_liveness"),
        count(row, "nakamoto_liveness_pessimistic"),
        number(row, "hhi"),
        number(row, "effective_entities"),
        row.getString("top_entity"),
        number(row, "top1"),
        number(row, "coverage"),
        number(row, "big_three"));
  }

  static Interval interval(ResultSet row, String measure) throws SQLException {
    return new Interval(number(row, measure + "_low"), number(row, measure + "_high"));
  }

  static Double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }

  static Integer count(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
