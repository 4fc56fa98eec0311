package dev.faultline.api.resource;

import dev.faultline.api.http.Answer;
import dev.faultline.api.http.Arguments;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.api.query.Table;
import dev.faultline.api.query.TableQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The releases that were made of the indices; none where this installation makes none. */
public final class SnapshotResource {

  private static final String EXISTS =
      "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'snapshots'"
          + " AND NOT startsWith(name, '_') ORDER BY position";

  private final ReadConnections connections;

  public SnapshotResource(ReadConnections connections) {
    this.connections = connections;
  }

  /** The newest first. */
  public Answer list(Arguments arguments) throws SQLException {
    int limit = arguments.number("limit", 1, 1_000).orElse(100);
    try (Connection connection = connections.open()) {
      List<String> columns =
          TableQuery.read(connection, EXISTS).rows().stream()
              .map(row -> (String) row.get(0))
              .toList();
      if (!columns.contains("as_of")) {
        return new Answer(Map.of("snapshots", List.of()), new Table(List.of(), List.of()));
      }
      // as text, whatever the types: one way for all that later versions add
      String texts =
          String.join(
              ", ", columns.stream().map(name -> "toString(s." + name + ") AS " + name).toList());
      Table table =
          TableQuery.read(
              connection,
              "SELECT " + texts + " FROM snapshots AS s ORDER BY s.as_of DESC LIMIT ?",
              limit);
      return new Answer(Map.of("snapshots", table.objects()), table);
    }
  }
}
