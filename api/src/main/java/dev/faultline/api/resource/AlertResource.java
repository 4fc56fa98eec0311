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

/** Alerts as they stood at an instant. */
public final class AlertResource {

  private static final String NEWEST =
      """
      SELECT rule, subject, toUnixTimestamp64Milli(at) AS "at@time", state, severity,
             toUnixTimestamp64Milli(active_at) AS "active_at@time",
             toUnixTimestamp64Milli(fired_at) AS "fired_at@time",
             toUnixTimestamp64Milli(resolved_at) AS "resolved_at@time",
             measure, value, condition, threshold, text
      FROM
      (
        SELECT * FROM alerts FINAL
        WHERE at <= fromUnixTimestamp64Milli(?, 'UTC')
        ORDER BY at DESC, state DESC
        LIMIT 1 BY rule, subject
      )
      WHERE (? = '' OR state = ?) AND (? = '' OR subject = ?)
      ORDER BY indexOf(['firing', 'pending', 'resolved'], toString(state)),
               indexOf(['critical', 'warning', 'info'], toString(severity)), at DESC, rule, subject
      LIMIT ?
      """;

  private final ReadConnections connections;

  public AlertResource(ReadConnections connections) {
    this.connections = connections;
  }

  /** The newest state of each, those that fire first. */
  public Answer list(Arguments arguments) throws SQLException {
    String state = arguments.oneOf("state", List.of("firing", "pending", "resolved")).orElse("");
    String subject = arguments.text("subject").orElse("");
    Instant at = arguments.time("at").orElse(Instant.parse("2200-01-01T00:00:00Z"));
    int limit = arguments.number("limit", 1, 1_000).orElse(200);
    try (Connection connection = connections.open()) {
      Table table = TableQuery.read(connection, NEWEST, at, state, state, subject, subject, limit);
      return new Answer(Map.of("alerts", table.objects()), table);
    }
  }
}
