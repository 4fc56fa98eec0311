package dev.faultline.api.resource;

import dev.faultline.api.http.Answer;
import dev.faultline.api.http.Arguments;
import dev.faultline.api.index.DetailRows;
import dev.faultline.api.index.PopulationDetails;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.index.PopulationJson;
import dev.faultline.api.index.WeakestInWords;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.api.query.Table;
import dev.faultline.api.query.TableQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How resilient each population is, and one of them in detail. */
public final class IndexResource {

  private static final int WEEK = 7 * 86_400;
  private static final int TREND_POINTS = 48;
  private static final int ENTITIES = 10;

  private static final String TREND =
      """
      SELECT toUnixTimestamp64Milli(max(at)) AS "at@time",
             argMax(tuple(resilience_index), (at, _version)).1 AS resilience_index
      FROM resilience
      WHERE network = ? AND layer = ? AND weighting = ? AND window_s = ?
        AND at > fromUnixTimestamp64Milli(?, 'UTC') AND at <= fromUnixTimestamp64Milli(?, 'UTC')
      GROUP BY intDiv(toUnixTimestamp(at), ?) AS bucket
      ORDER BY bucket
      """;

  private static final String DIMENSIONS =
      """
      SELECT dimension, weighting, nodes, entities, total, known, unknown, coverage,
             nakamoto_liveness, nakamoto_liveness_pessimistic, nakamoto_safety, nakamoto_third,
             nakamoto_half, nakamoto_two_thirds, hhi, effective_entities, effective_entities_q1,
             entropy, normalized_entropy, gini, theil, top1, top3, big_three, robustness,
             robustness_ratio, top_entity, late
      FROM decentralization FINAL
      WHERE network = ? AND layer = ? AND window_s = ? AND at = fromUnixTimestamp64Milli(?, 'UTC')
        AND entities > 0
      ORDER BY weighting = ? DESC, weighting, dimension
      """;

  private static final String PARTS =
      """
      SELECT margin, diversity, blast_radius, headroom, hybrid_share, hybrid_entropy,
             index_weights_low, index_weights_high, coverage_provider, coverage_site,
             coverage_country, methodology_version
      FROM resilience FINAL
      WHERE network = ? AND layer = ? AND weighting = ? AND window_s = ?
        AND at = fromUnixTimestamp64Milli(?, 'UTC')
      """;

  /** The rule of the population, or else the defaults. */
  private static final String RULE =
      """
      SELECT base_unit, liveness_numerator, liveness_denominator, liveness_strict, kind, step_s,
             windows_s, citation
      FROM networks FINAL
      WHERE (network = ? AND layer = ?) OR network = ''
      ORDER BY network = '' LIMIT 1
      """;

  private final ReadConnections connections;

  public IndexResource(ReadConnections connections) {
    this.connections = connections;
  }

  /** A row a population; with {@code trend}, its course over so many seconds. */
  public Answer list(Arguments arguments) throws SQLException {
    int trend = arguments.number("trend", 0, WEEK).orElse(0);
    try (Connection connection = connections.open()) {
      List<Map<String, Object>> rows = new ArrayList<>();
      for (PopulationIndex population : Populations.all(connection, arguments)) {
        Map<String, Object> json = json(population);
        if (trend > 0) {
          json.put("trend", trend(connection, population, trend));
        }
        rows.add(json);
      }
      return new Answer(Map.of("populations", rows), table(rows));
    }
  }

  /** One with its dimensions, shares, incidents, scenarios and rule. */
  public Answer one(Arguments arguments) throws SQLException {
    try (Connection connection = connections.open()) {
      PopulationIndex population = Populations.named(connection, arguments);
      PopulationDetails details = new DetailRows(connection).read(population, ENTITIES);
      Map<String, Object> json = PopulationJson.ofDetails(details, population.at());
      json.remove("age_s");
      Table dimensions =
          TableQuery.read(
              connection,
              DIMENSIONS,
              population.network(),
              population.layer(),
              population.windowSeconds(),
              population.at(),
              population.weighting());
      json.put("dimensions", dimensions.objects());
      json.put("components", components(connection, population));
      json.put("halting_in_words", halting(population));
      json.put(
          "rule",
          TableQuery.read(connection, RULE, population.network(), population.layer())
              .objects()
              .stream()
              .findFirst()
              .orElse(null));
      return new Answer(json, dimensions);
    }
  }

  private static Map<String, Object> json(PopulationIndex population) {
    Map<String, Object> json = PopulationJson.of(population, population.at());
    // by the clock of whoever reads: an answer that changes with time has no lasting tag
    json.remove("age_s");
    return json;
  }

  private static List<String> halting(PopulationIndex population) {
    return population.halting().stream()
        .filter(dimension -> population.dimensions().containsKey(dimension))
        .map(
            dimension ->
                dimension
                    + " "
                    + WeakestInWords.entity(
                        dimension, population.dimensions().get(dimension).largest()))
        .toList();
  }

  private static Map<String, Object> components(Connection connection, PopulationIndex population)
      throws SQLException {
    return TableQuery.read(connection, PARTS, series(population)).objects().stream()
        .findFirst()
        .orElseGet(Map::of);
  }

  private static List<List<Object>> trend(
      Connection connection, PopulationIndex population, int seconds) throws SQLException {
    return TableQuery.read(
            connection,
            TREND,
            population.network(),
            population.layer(),
            population.weighting(),
            population.windowSeconds(),
            population.at().minusSeconds(seconds),
            population.at(),
            Math.max(1, seconds / TREND_POINTS))
        .rows();
  }

  static Object[] series(PopulationIndex population) {
    return new Object[] {
      population.network(),
      population.layer(),
      population.weighting(),
      population.windowSeconds(),
      population.at()
    };
  }

  /** The plain values of each row: no lists and no maps, but a column for each coefficient. */
  private static Table table(List<Map<String, Object>> rows) {
    List<String> columns = new ArrayList<>();
    if (!rows.isEmpty()) {
      rows.get(0).keySet().stream()
          .filter(name -> !List.of("nakamoto", "trend").contains(name))
          .forEach(columns::add);
    }
    List<String> dimensions = List.of("provider", "country", "operator");
    List<List<Object>> cells =
        rows.stream()
            .map(
                row -> {
                  List<Object> cell = new ArrayList<>(columns.stream().map(row::get).toList());
                  Map<?, ?> nakamoto = (Map<?, ?>) row.get("nakamoto");
                  dimensions.forEach(dimension -> cell.add(nakamoto.get(dimension)));
                  return cell;
                })
            .toList();
    dimensions.forEach(dimension -> columns.add("nakamoto_" + dimension));
    return new Table(columns, cells);
  }

  /** Describes whose rows an answer has. */
  static Map<String, Object> head(PopulationIndex population) {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("network", population.network());
    head.put("layer", population.layer());
    head.put("at", population.at().toString());
    head.put("window_s", population.windowSeconds());
    head.put("weighting", population.weighting());
    return head;
  }
}
