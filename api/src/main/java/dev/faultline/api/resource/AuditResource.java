package dev.faultline.api.resource;

import dev.faultline.api.http.Answer;
import dev.faultline.api.http.Arguments;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.sql.audit.Audit;
import dev.faultline.sql.audit.AuditPoint;
import dev.faultline.sql.audit.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a population's rows are computed, and whether the raw rows give the same again. */
public final class AuditResource {

  private final ReadConnections connections;

  public AuditResource(ReadConnections connections) {
    this.connections = connections;
  }

  /** Recomputes the rows of one instant; takes as long as that takes. */
  public Answer audit(Arguments arguments) throws SQLException {
    // not closed: its connection belongs to the pool
    try (Connection connection = connections.open()) {
      Audit audit = Audit.by(connection);
      PopulationIndex population = Populations.named(connection, arguments);
      AuditPoint point =
          new AuditPoint(
              population.network(),
              population.layer(),
              population.at(),
              population.windowSeconds());
      boolean isRecomputable = audit.isRecomputable(point);
      Optional<Difference> difference = isRecomputable ? audit.check(point) : Optional.empty();
      Map<String, Object> json = IndexResource.head(population);
      json.put("recomputable", isRecomputable);
      json.put("same", isRecomputable ? difference.isEmpty() : null);
      json.put("difference", difference.map(Difference::toString).orElse(null));
      json.put("sql", sql(population));
      return Answer.of(json);
    }
  }

  private static List<String> sql(PopulationIndex population) {
    String view =
        "(network = '%s', layer = '%s', at = '%s', window_s = %d)"
            .formatted(
                quoted(population.network()),
                quoted(population.layer()),
                population.at().toString().replace("T", " ").replace("Z", ""),
                population.windowSeconds());
    return List.of(
        "SELECT * FROM resilience_at" + view,
        "SELECT * FROM decentralization_at" + view,
        "SELECT * FROM stress_at" + view,
        "SELECT * FROM population_at" + view);
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
