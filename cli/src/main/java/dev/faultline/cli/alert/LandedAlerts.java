package dev.faultline.cli.alert;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.AlertSeverity;
import dev.faultline.schemas.AlertState;
import dev.faultline.sql.ClickHouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Alerts as they stand in ClickHouse. */
final class LandedAlerts {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String NEWEST =
      """
      SELECT rule, subject, toUnixTimestamp64Milli(at) AS at_ms, state, severity,
             toUnixTimestamp64Milli(active_at) AS active_ms,
             toUnixTimestamp64Milli(fired_at) AS fired_ms,
             toUnixTimestamp64Milli(resolved_at) AS resolved_ms,
             measure, value, condition, threshold, for_ms, text
      FROM latest_alerts
      ORDER BY indexOf(['firing', 'pending', 'resolved'], toString(state)), at_ms DESC, rule, subject
      """;

  private LandedAlerts() {}

  /** The newest state of each, those that fire first. */
  static List<AlertRow> newest(ClickHouse clickHouse) throws SQLException {
    List<AlertRow> alerts = new ArrayList<>();
    try (Connection connection = clickHouse.connect(TIMEOUT);
        PreparedStatement query = connection.prepareStatement(NEWEST);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        double value = rows.getDouble("value");
        boolean isNull = rows.wasNull();
        alerts.add(
            AlertRow.newBuilder()
                .setRule(rows.getString("rule"))
                .setSubject(rows.getString("subject"))
                .setAt(Instant.ofEpochMilli(rows.getLong("at_ms")))
                .setState(AlertState.valueOf(upper(rows.getString("state"))))
                .setSeverity(AlertSeverity.valueOf(upper(rows.getString("severity"))))
                .setActiveAt(Instant.ofEpochMilli(rows.getLong("active_ms")))
                .setFiredAt(instant(rows, "fired_ms"))
                .setResolvedAt(instant(rows, "resolved_ms"))
                .setMeasure(rows.getString("measure"))
                .setValue(isNull ? null : value)
                .setCondition(rows.getString("condition"))
                .setThreshold(rows.getDouble("threshold"))
                .setForMs(rows.getLong("for_ms"))
                .setText(rows.getString("text"))
                .build());
      }
    }
    return alerts;
  }

  private static Instant instant(ResultSet rows, String column) throws SQLException {
    long millis = rows.getLong(column);
    return rows.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
