package dev.faultline.snapshot.verify;

import dev.faultline.snapshot.scratch.ClickHouseSession;
import dev.faultline.sql.audit.AuditPoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which instants and windows a snapshot has rows of: those of the populations that it describes, by
 * the windows of their rules. The rows themselves do not say so, as whoever leaves some out leaves
 * out what they say too.
 */
final class PointCheck {

  private static final String DESCRIBED =
      """
      SELECT network, layer, toUnixTimestamp64Milli(at), arrayJoin(windows) AS window_s
      FROM
      (
        SELECT told.network AS network, told.layer AS layer, told.at AS at,
          argMax(rules.windows_s, rules.network != '') AS windows
        FROM snapshot_populations AS told
        CROSS JOIN networks AS rules
        WHERE rules.network = '' OR (rules.network = told.network AND rules.layer = told.layer)
        GROUP BY told.network, told.layer, told.at
      )
      ORDER BY at, network, layer, window_s
      """;

  /** Shares are told as of when they last changed, and so of windows that are no more. */
  private static final List<String> TABLES =
      List.of("decentralization", "resilience", "stress", "joint_nakamoto");

  private static final String KEY = "network, layer, toUnixTimestamp64Milli(at), window_s";

  /** The first methodology had neither. */
  private static final List<String> BESIDE_RESILIENCE = List.of("stress", "joint_nakamoto");

  private final ClickHouseSession session;

  PointCheck(ClickHouseSession session) {
    this.session = session;
  }

  /** Those that are described, in the order of time. */
  List<AuditPoint> points() throws SQLException {
    return session.rows(DESCRIBED, PointCheck::point);
  }

  /** The first point of a table that is not described, or that lacks its rows beside others. */
  Optional<String> difference(List<AuditPoint> described) throws SQLException {
    Set<AuditPoint> known = new HashSet<>(described);
    for (String table : TABLES) {
      for (AuditPoint point : pointsOf(table, "true")) {
        if (!known.contains(point)) {
          return Optional.of(
              "%s has rows of %s, which is none of the described populations and their windows"
                  .formatted(table, point));
        }
      }
    }
    for (String table : BESIDE_RESILIENCE) {
      Set<AuditPoint> there = new HashSet<>(pointsOf(table, "true"));
      for (AuditPoint point : pointsOf("resilience", "methodology_version != '1'")) {
        if (!there.contains(point)) {
          return Optional.of("%s has no rows of %s, and resilience has".formatted(table, point));
        }
      }
    }
    return Optional.empty();
  }

  private List<AuditPoint> pointsOf(String table, String condition) throws SQLException {
    return session.rows(
        "SELECT DISTINCT %s FROM %s WHERE %s ORDER BY %1$s".formatted(KEY, table, condition),
        PointCheck::point);
  }

  private static AuditPoint point(ResultSet row) throws SQLException {
    return new AuditPoint(
        row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)), row.getLong(4));
  }
}
