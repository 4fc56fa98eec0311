package dev.faultline.cli.alert;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.streams.incident.KnownIncidents;
import dev.faultline.streams.measure.Exact;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The revisions that have landed, for who had an outage at which T. */
final class OpenOutages {

  private static final String REVISIONS =
      """
      SELECT source, incident_id, revision, toUnixTimestamp64Milli(known_at) AS known_ms, kind,
             provider, status, severity, toUnixTimestamp64Milli(begins_at) AS begins_ms,
             toUnixTimestamp64Milli(ends_at) AS ends_ms,
             arrayStringConcat(scopes.provider, '\\n') AS places, _offset
      FROM incident_revisions FINAL
      ORDER BY _offset
      """;

  private final List<Numbered> revisions;

  private record Numbered(long offset, IncidentRevision revision) {}

  private OpenOutages(List<Numbered> revisions) {
    this.revisions = revisions;
  }

  static OpenOutages load(Connection connection) throws SQLException {
    List<Numbered> revisions = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(REVISIONS);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        revisions.add(new Numbered(rows.getLong("_offset"), revision(rows)));
      }
    }
    return new OpenOutages(revisions);
  }

  private static IncidentRevision revision(ResultSet rows) throws SQLException {
    long ends = rows.getLong("ends_ms");
    Instant endsAt = rows.wasNull() ? null : Instant.ofEpochMilli(ends);
    return IncidentRevision.newBuilder()
        .setSource(rows.getString("source"))
        .setIncidentId(rows.getString("incident_id"))
        .setRevision(rows.getInt("revision"))
        .setContentHash("")
        .setKnownAt(Instant.ofEpochMilli(rows.getLong("known_ms")))
        .setKind(IncidentKind.valueOf(upper(rows, "kind")))
        .setProvider(rows.getString("provider"))
        .setStatus(IncidentStatus.valueOf(upper(rows, "status")))
        .setSeverity(Severity.valueOf(upper(rows, "severity")))
        .setBeginsAt(Instant.ofEpochMilli(rows.getLong("begins_ms")))
        .setEndsAt(endsAt)
        .setTitle("")
        .setScopes(
            rows.getString("places").lines().map(place -> new Scope(place, null, null)).toList())
        .build();
  }

  private static String upper(ResultSet rows, String column) throws SQLException {
    return rows.getString(column).toUpperCase(Locale.ROOT);
  }

  /** One population's way through them. */
  Reader reader() {
    return new Reader();
  }

  /** Asked for ascending T. */
  final class Reader {
    private final KnownIncidents known = new KnownIncidents();
    private int read;

    /**
     * The largest share that one provider with an open outage hosts; null if nothing is live.
     *
     * @param through the revisions before this offset count
     */
    Double largestShare(long at, long through, long live, Map<String, Long> hosted) {
      while (read < revisions.size() && revisions.get(read).offset() < through) {
        known.append(revisions.get(read).offset(), revisions.get(read).revision());
        read++;
      }
      long largest =
          known.openAt(at).stream()
              .flatMap(revision -> revision.getScopes().stream())
              .mapToLong(scope -> hosted.getOrDefault(scope.getProvider(), 0L))
              .max()
              .orElse(0);
      return live == 0 ? null : Exact.ratio(largest, live);
    }
  }
}
