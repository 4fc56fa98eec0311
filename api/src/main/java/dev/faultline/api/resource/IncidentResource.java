package dev.faultline.api.resource;

import dev.faultline.api.http.Answer;
import dev.faultline.api.http.Arguments;
import dev.faultline.api.http.Problem;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.api.query.Table;
import dev.faultline.api.query.TableQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Incidents as known at an instant, and the course of one. */
public final class IncidentResource {

  private static final String COLUMNS =
      """
      source, incident_id, revision, toUnixTimestamp64Milli(known_at) AS "known_at@time", kind,
      provider, status, severity, toUnixTimestamp64Milli(begins_at) AS "begins_at@time",
      toUnixTimestamp64Milli(ends_at) AS "ends_at@time", title, url, regions, services
      """;

  private static final String KNOWN =
      "SELECT "
          + COLUMNS
          + """
          , CAST(open AS Bool) AS open
          FROM incidents_known_at(at = fromUnixTimestamp64Milli(?, 'UTC'))
          WHERE (? = '' OR open = (? = 'true')) AND (? = '' OR provider = ?) AND (? = '' OR kind = ?)
            AND begins_at > fromUnixTimestamp64Milli(?, 'UTC')
            AND begins_at <= fromUnixTimestamp64Milli(?, 'UTC')
          ORDER BY open DESC, begins_at DESC, source, incident_id
          LIMIT ?
          """;

  private static final String REVISIONS =
      "SELECT "
          + COLUMNS
          + """
          FROM incident_revisions FINAL
          WHERE source = ? AND incident_id = ? AND known_at <= fromUnixTimestamp64Milli(?, 'UTC')
          ORDER BY known_at, revision, _version
          LIMIT 1000
          """;

  private static final String IMPACT =
      """
      SELECT network, layer, toUnixTimestamp64Milli(at) AS "at@time", window_s, weighting,
             toUnixTimestamp64Milli(baseline_at) AS "baseline_at@time", exposed_share, lost_share,
             conversion, toUnixTimestamp64Milli(trough_at) AS "trough_at@time", time_to_lose_ms,
             time_to_recover_ms, complete
      FROM impact FINAL
      WHERE source = ? AND incident_id = ? AND at <= fromUnixTimestamp64Milli(?, 'UTC')
      ORDER BY network, layer, window_s DESC, weighting = 'weight' DESC, at DESC
      LIMIT 1 BY network, layer
      """;

  private static final String RIPPLE =
      """
      SELECT r.dependant AS dependant, r.dependant_source AS source,
             r.dependant_incident AS incident_id, r.lag_ms AS lag_ms, i.title AS title,
             r.attributed_in AS attributed_in,
             toUnixTimestamp64Milli(i.begins_at) AS "begins_at@time"
      FROM
      (
        SELECT * FROM ripple
        WHERE provider_source = ? AND provider_incident = ? AND finding != 'lift'
          AND at <= fromUnixTimestamp64Milli(?, 'UTC')
        ORDER BY pair, at DESC, _version DESC LIMIT 1 BY pair
      ) AS r
      LEFT JOIN incidents_known_at(at = fromUnixTimestamp64Milli(?, 'UTC')) AS i
        ON r.dependant_source = i.source AND r.dependant_incident = i.incident_id
      WHERE r.finding = 'pair'
      ORDER BY lag_ms, dependant
      """;

  private final ReadConnections connections;
  private final Clock clock;

  public IncidentResource(ReadConnections connections, Clock clock) {
    this.connections = connections;
    this.clock = clock;
  }

  /** The open ones first, then by begin, the latest first. */
  public Answer list(Arguments arguments) throws SQLException {
    String open = arguments.flag("open").map(String::valueOf).orElse("");
    String kind = arguments.oneOf("kind", List.of("outage", "maintenance", "dependant")).orElse("");
    String provider = arguments.text("provider").orElse("");
    Instant at = at(arguments);
    Instant to = arguments.time("to").orElse(Instant.parse("2200-01-01T00:00:00Z"));
    Instant from = arguments.time("from").orElse(Instant.EPOCH);
    int limit = arguments.number("limit", 1, 1_000).orElse(200);
    try (Connection connection = connections.open()) {
      Table table =
          TableQuery.read(
              connection, KNOWN, at, open, open, provider, provider, kind, kind, from, to, limit);
      return new Answer(Map.of("incidents", table.objects()), table);
    }
  }

  /** Its revisions, what it did to each population, and who fell with it. */
  public Answer one(Arguments arguments) throws SQLException {
    String source = arguments.required("source");
    String id = arguments.required("id");
    Instant at = at(arguments);
    try (Connection connection = connections.open()) {
      Table revisions = TableQuery.read(connection, REVISIONS, source, id, at);
      if (revisions.rows().isEmpty()) {
        throw Problem.notFound("No incident %s of %s was known at %s.".formatted(id, source, at));
      }
      List<Map<String, Object>> known = revisions.objects();
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("incident", known.get(known.size() - 1));
      json.put("revisions", known);
      json.put("impact", TableQuery.read(connection, IMPACT, source, id, at).objects());
      json.put("ripple", TableQuery.read(connection, RIPPLE, source, id, at, at).objects());
      return new Answer(json, revisions);
    }
  }

  private Instant at(Arguments arguments) {
    return arguments.time("at").orElseGet(clock::instant);
  }
}
