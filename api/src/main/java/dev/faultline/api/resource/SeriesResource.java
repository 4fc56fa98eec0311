package dev.faultline.api.resource;

import dev.faultline.api.http.Answer;
import dev.faultline.api.http.Arguments;
import dev.faultline.api.http.Problem;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.api.query.Table;
import dev.faultline.api.query.TableQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Measures of a population over time. */
public final class SeriesResource {

  /** Names of dimensions that have rows. */
  static final List<String> DIMENSIONS =
      List.of(
          "provider", "region", "site", "asn", "country", "operator", "client", "hosting", "node");

  private static final List<String> OF_POPULATION =
      List.of(
          "resilience_index",
          "index_low",
          "index_high",
          "availability",
          "headroom",
          "live_nodes",
          "down_nodes",
          "silent_nodes",
          "open_incidents",
          "weakest_value",
          "hybrid_share",
          "exposure_any_low",
          "exposure_any_high",
          "exposure_major_low",
          "exposure_major_high",
          "exposure_critical_low",
          "exposure_critical_high");

  private static final List<String> OF_DIMENSION =
      List.of(
          "nakamoto_liveness",
          "nakamoto_liveness_pessimistic",
          "nakamoto_safety",
          "entities",
          "hhi",
          "effective_entities",
          "entropy",
          "normalized_entropy",
          "gini",
          "theil",
          "top1",
          "top3",
          "big_three",
          "coverage",
          "robustness",
          "robustness_ratio");

  private static final int MEASURES = 6;

  private final ReadConnections connections;

  public SeriesResource(ReadConnections connections) {
    this.connections = connections;
  }

  /** For each step the values of its last instant. */
  public Answer series(Arguments arguments) throws SQLException {
    String dimension = arguments.oneOf("dimension", DIMENSIONS).orElse("");
    List<String> measures = measures(arguments, dimension.isEmpty() ? OF_POPULATION : OF_DIMENSION);
    try (Connection connection = connections.open()) {
      PopulationIndex population = Populations.named(connection, arguments);
      TimeRange range = TimeRange.of(arguments, population.at());
      Table table =
          TableQuery.read(
              connection,
              query(measures, dimension),
              population.network(),
              population.layer(),
              population.weighting(),
              population.windowSeconds(),
              dimension,
              range.from(),
              range.to(),
              range.stepSeconds());
      Map<String, Object> json = IndexResource.head(population);
      json.put("dimension", dimension.isEmpty() ? null : dimension);
      json.put("from", range.from().toString());
      json.put("to", range.to().toString());
      json.put("step_s", range.stepSeconds());
      json.put("columns", table.columns());
      json.put("rows", table.rows());
      return new Answer(json, table);
    }
  }

  private static List<String> measures(Arguments arguments, List<String> known) {
    List<String> measures =
        Arrays.stream(arguments.text("measure").orElse(known.get(0)).split(",")).toList();
    if (measures.size() > MEASURES) {
      throw Problem.parameter("measure", "It may name %d measures at most.".formatted(MEASURES));
    }
    for (String measure : measures) {
      if (!known.contains(measure)) {
        throw Problem.parameter(
            "measure",
            "'%s' is not one of: %s. Measures of a dimension need 'dimension', others go without."
                .formatted(measure, String.join(", ", known)));
      }
    }
    return measures;
  }

  /** Measures are among those listed above, so nothing of the request is in the text. */
  private static String query(List<String> measures, String dimension) {
    String values =
        measures.stream()
            .map(measure -> "argMax(tuple(%1$s), (at, _version)).1 AS %1$s".formatted(measure))
            .collect(Collectors.joining(", "));
    return """
    SELECT toUnixTimestamp64Milli(max(at)) AS "at@time", %s
    FROM %s
    WHERE network = ? AND layer = ? AND weighting = ? AND window_s = ? AND %s
      AND at > fromUnixTimestamp64Milli(?, 'UTC') AND at <= fromUnixTimestamp64Milli(?, 'UTC')
    GROUP BY intDiv(toUnixTimestamp(at), ?) AS bucket
    ORDER BY bucket
    """
        .formatted(
            values,
            dimension.isEmpty() ? "resilience" : "decentralization",
            dimension.isEmpty() ? "? = ''" : "dimension = ?");
  }
}
