package dev.faultline.api.event;

import dev.faultline.api.query.ReadConnections;
import dev.faultline.api.query.TableQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what ClickHouse has with what it had when last asked. */
final class ChangeReader {

  private static final String NEWEST =
      """
      SELECT network, layer, toUnixTimestamp64Milli(max(at)) AS "at@time"
      FROM resilience GROUP BY network, layer ORDER BY network, layer
      """;

  /** A few minutes, so that what landed within the same second is not missed. */
  private static final String REVISIONS =
      """
      SELECT source, incident_id, revision, provider, severity, status, title
      FROM incident_revisions FINAL
      WHERE _landed_at > now() - INTERVAL 3 MINUTE AND kind = 'outage'
      ORDER BY known_at, source, incident_id, revision
      LIMIT 1000
      """;

  /** The alerts whose newest state has landed lately. */
  private static final String ALERTS =
      """
      SELECT rule, subject, toUnixTimestamp64Milli(at) AS "at@time", state, severity, text
      FROM alerts FINAL
      WHERE _landed_at > now() - INTERVAL 3 MINUTE AND state != 'pending'
      ORDER BY at DESC, rule, subject
      LIMIT 1 BY rule, subject
      LIMIT 1000
      """;

  private final ReadConnections connections;
  private final Map<String, String> newest = new HashMap<>();
  private Set<List<Object>> revisions = new HashSet<>();
  private Set<Map<String, Object>> alerts = new HashSet<>();
  private boolean isFirst = true;

  ChangeReader(ReadConnections connections) {
    this.connections = connections;
  }

  /** What is new; nothing the first time. */
  List<Change> read() throws SQLException {
    List<Change> changes = new ArrayList<>();
    try (Connection connection = connections.open()) {
      for (Map<String, Object> row : TableQuery.read(connection, NEWEST).objects()) {
        String at = (String) row.get("at");
        if (!at.equals(newest.put(row.get("network") + "/" + row.get("layer"), at))) {
          changes.add(new Change("closed", row));
        }
      }
      Set<List<Object>> recent = new HashSet<>();
      for (Map<String, Object> row : TableQuery.read(connection, REVISIONS).objects()) {
        List<Object> key = List.of(row.get("source"), row.get("incident_id"), row.get("revision"));
        recent.add(key);
        if (!revisions.contains(key)) {
          boolean opened = ((Number) row.get("revision")).intValue() == 1;
          changes.add(new Change(opened ? "opened" : "changed", new LinkedHashMap<>(row)));
        }
      }
      revisions = recent;
      Set<Map<String, Object>> told = new HashSet<>(TableQuery.read(connection, ALERTS).objects());
      told.stream()
          .filter(alert -> !alerts.contains(alert))
          .forEach(alert -> changes.add(new Change("alert", alert)));
      alerts = told;
    }
    boolean wasFirst = isFirst;
    isFirst = false;
    return wasFirst ? List.of() : changes;
  }
}
