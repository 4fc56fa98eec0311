package dev.faultline.api.resource;

import dev.faultline.api.http.Answer;
import dev.faultline.api.http.Arguments;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.api.query.Table;
import dev.faultline.api.query.TableQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The releases that were made of the indices; none where this installation makes none. */
public final class SnapshotResource {

  /** Of the table that there is: what later versions add is told too. */
  private static final String COLUMNS =
      """
      SELECT name,
             if(type LIKE 'DateTime64%', 'toUnixTimestamp64Milli(s.' || name || ') AS "' || name || '@time"',
               's.' || name || ' AS ' || name) AS selected
      FROM system.columns
      WHERE database = currentDatabase() AND table = 'snapshots' AND NOT startsWith(name, '_')
      ORDER BY position
      """;

  /** Beyond what is asked for without a time. */
  private static final Instant LAST = Instant.parse("2299-12-31T00:00:00Z");

  private final ReadConnections connections;

  public SnapshotResource(ReadConnections connections) {
    this.connections = connections;
  }

  /** The newest first; with {@code at} those as of that time and before. */
  public Answer list(Arguments arguments) throws SQLException {
    Instant until = arguments.time("at").orElse(LAST);
    int limit = arguments.number("limit", 1, 1_000).orElse(100);
    try (Connection connection = connections.open()) {
      List<List<Object>> columns = TableQuery.read(connection, COLUMNS).rows();
      if (columns.isEmpty()) {
        return new Answer(Map.of("snapshots", List.of()), new Table(List.of(), List.of()));
      }
      String selected =
          String.join(", ", columns.stream().map(column -> (String) column.get(1)).toList());
      Table table =
          TableQuery.read(
              connection,
              "SELECT "
                  + selected
                  + " FROM snapshots AS s FINAL WHERE s.as_of <= fromUnixTimestamp64Milli(?, 'UTC')"
                  + " ORDER BY s.as_of DESC, s.network, s.layer LIMIT ?",
              until,
              limit);
      return new Answer(Map.of("snapshots", table.objects()), table);
    }
  }
}
