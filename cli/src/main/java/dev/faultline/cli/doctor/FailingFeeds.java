package dev.faultline.cli.doctor;

import dev.faultline.sql.ClickHouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Feeds whose last ten polls failed. */
public final class FailingFeeds {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final String QUERY =
      """
      SELECT feed, argMax(reason, polled_at), argMax(detail, polled_at)
      FROM
      (
        SELECT feed, polled_at, outcome, reason, detail FROM feed_polls FINAL
        ORDER BY polled_at DESC
        LIMIT 10 BY feed
      )
      GROUP BY feed
      HAVING count() = 10 AND countIf(outcome = 'failed') = 10
      ORDER BY feed
      """;

  private FailingFeeds() {}

  /**
   * A feed that fails.
   *
   * @param reason of its last failure
   */
  public record Failing(String feed, String reason, String detail) {
    /** For people. */
    public String text() {
      return "WARNING: the last ten polls of feed %s failed: %s (%s)"
          .formatted(feed, detail, reason);
    }
  }

  /** All of them, by name. */
  public static List<Failing> of(ClickHouse clickHouse) throws SQLException {
    try (Connection connection = clickHouse.connect(TIMEOUT)) {
      return of(connection);
    }
  }

  /** All of them, over a connection that is open. */
  public static List<Failing> of(Connection connection) throws SQLException {
    List<Failing> failing = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(QUERY);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        failing.add(new Failing(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return failing;
  }
}
