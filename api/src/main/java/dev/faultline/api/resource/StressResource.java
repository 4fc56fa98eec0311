package dev.faultline.api.resource;

import dev.faultline.api.http.Answer;
import dev.faultline.api.http.Arguments;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.index.PopulationJson;
import dev.faultline.api.index.StressRows;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.api.query.Table;
import dev.faultline.api.query.TableQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** What the named scenarios cost a population. */
public final class StressResource {

  private static final String SCENARIOS =
      """
      SELECT scenario, lost_low, lost_high, halts, survivors_nodes, survivors_entities,
             survivors_nakamoto, survivors_hhi, definition, failed
      FROM stress FINAL
      WHERE network = ? AND layer = ? AND weighting = ? AND window_s = ?
        AND at = fromUnixTimestamp64Milli(?, 'UTC')
      ORDER BY lost_low DESC, lost_high DESC, scenario
      """;

  private final ReadConnections connections;

  public StressResource(ReadConnections connections) {
    this.connections = connections;
  }

  /** The costliest first, and the joint Nakamoto coefficient. */
  public Answer stress(Arguments arguments) throws SQLException {
    try (Connection connection = connections.open()) {
      PopulationIndex population = Populations.named(connection, arguments);
      Table table = TableQuery.read(connection, SCENARIOS, IndexResource.series(population));
      Map<String, Object> json = IndexResource.head(population);
      json.put("scenarios", table.objects());
      json.put(
          "joint_nakamoto",
          new StressRows(connection).joint(population).map(PopulationJson::joint).orElse(null));
      return new Answer(json, table);
    }
  }
}
