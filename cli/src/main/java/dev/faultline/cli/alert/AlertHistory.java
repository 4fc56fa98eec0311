package dev.faultline.cli.alert;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.Population;
import dev.faultline.sql.ClickHouse;
import dev.faultline.streams.alert.AlertLog;
import dev.faultline.streams.alert.AlertMeasure;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.alert.AlertSample;
import dev.faultline.streams.alert.AlertSubject;
import dev.faultline.streams.alert.SubjectAlerts;
import dev.faultline.streams.alert.SubjectWatch;
import dev.faultline.streams.network.Networks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives the rows that have landed to the engine's own evaluation, subject by subject. */
final class AlertHistory implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** So much before is looked at too, for falls and for what was pending or firing by then. */
  private static final Duration BEFORE = Duration.ofDays(7);

  private static final String WINDOWS =
      """
      SELECT network, layer, argMin(window_s, (abs(toInt64(window_s) - 3600), window_s)) AS nearest
      FROM resilience
      WHERE at BETWEEN fromUnixTimestamp64Milli(?, 'UTC') AND fromUnixTimestamp64Milli(?, 'UTC')
      GROUP BY network, layer
      ORDER BY network, layer
      """;

  /** Which share the provider with an open outage hosts: of those known to have one at the T. */
  private static final String MOMENTS =
      """
      SELECT toUnixTimestamp64Milli(row.at) AS at_ms, row.live AS live, length(halting) AS halting,
             incidents_in_scope, exposure_any_high, exposure_major_high, exposure_critical_high,
             resilience_index, availability, hosted.names AS names, hosted.weights AS weights,
             incidents_through
      FROM
      (
        SELECT * FROM resilience FINAL
        WHERE network = ? AND layer = ? AND window_s = ?
          AND at BETWEEN fromUnixTimestamp64Milli(?, 'UTC') AND fromUnixTimestamp64Milli(?, 'UTC')
      ) AS row
      LEFT JOIN
      (
        SELECT at, weighting, groupArray(toString(entity)) AS names, groupArray(weight) AS weights
        FROM entity_shares FINAL
        WHERE network = ? AND layer = ? AND window_s = ? AND dimension = 'provider'
          AND at BETWEEN fromUnixTimestamp64Milli(?, 'UTC') AND fromUnixTimestamp64Milli(?, 'UTC')
        GROUP BY at, weighting
      ) AS hosted
      ON row.at = hosted.at AND row.weighting = hosted.weighting
      ORDER BY at_ms
      """;

  private static final String POLLS =
      """
      SELECT feed, toUnixTimestamp64Milli(polled_at) AS at_ms, outcome = 'failed' AS failed
      FROM feed_polls FINAL
      WHERE polled_at BETWEEN fromUnixTimestamp64Milli(?, 'UTC') AND fromUnixTimestamp64Milli(?, 'UTC')
      ORDER BY polled_at
      """;

  private final Connection connection;
  private final Networks networks;

  AlertHistory(ClickHouse clickHouse, Networks networks) throws SQLException {
    this.connection = clickHouse.connect(TIMEOUT);
    this.networks = networks;
  }

  /** Every change of state from one instant to another, in order. */
  List<AlertRow> replay(AlertRules rules, Instant from, Instant to) throws SQLException {
    List<AlertRow> rows = new ArrayList<>();
    SubjectWatch watch =
        new SubjectWatch(
            rules,
            new Memory(),
            row -> {
              if (!row.getAt().isBefore(from)) {
                rows.add(row);
              }
            });
    long begin = from.minus(BEFORE).toEpochMilli();
    long end = to.toEpochMilli();
    OpenOutages outages = OpenOutages.load(connection);
    try (PreparedStatement query = connection.prepareStatement(WINDOWS)) {
      query.setLong(1, begin);
      query.setLong(2, end);
      try (ResultSet populations = query.executeQuery()) {
        while (populations.next()) {
          Population population =
              new Population(populations.getString(1), populations.getString(2));
          replay(watch, population, populations.getInt(3), begin, end, outages);
        }
      }
    }
    replayFeeds(watch, begin, end);
    rows.sort(
        Comparator.comparing(AlertRow::getAt)
            .thenComparing(AlertRow::getRule)
            .thenComparing(AlertRow::getSubject));
    return rows;
  }

  private void replay(
      SubjectWatch watch,
      Population population,
      int window,
      long begin,
      long end,
      OpenOutages outages)
      throws SQLException {
    OpenOutages.Reader known = outages.reader();
    double liveness = networks.rules(population).liveness().fraction();
    try (PreparedStatement query = connection.prepareStatement(MOMENTS)) {
      for (int half = 0; half < 2; half++) {
        query.setString(5 * half + 1, population.network());
        query.setString(5 * half + 2, population.layer());
        query.setInt(5 * half + 3, window);
        query.setLong(5 * half + 4, begin);
        query.setLong(5 * half + 5, end);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          long at = rows.getLong("at_ms");
          Map<AlertMeasure, Double> values = values(rows);
          Double share =
              known.largestShare(
                  at,
                  rows.getLong("incidents_through"),
                  rows.getLong("live"),
                  Hosted.of(rows.getArray("names"), rows.getArray("weights")));
          if (share != null) {
            values.put(AlertMeasure.OUTAGE_PROVIDER_SHARE, share);
          }
          watch.take(new AlertSample(AlertSubject.of(population), at, values, liveness, window));
        }
      }
    }
  }

  private static Map<AlertMeasure, Double> values(ResultSet rows) throws SQLException {
    Map<AlertMeasure, Double> values = new EnumMap<>(AlertMeasure.class);
    for (AlertMeasure measure : AlertMeasure.values()) {
      if (measure.kind() == AlertMeasure.Kind.POPULATION
          && measure != AlertMeasure.OUTAGE_PROVIDER_SHARE) {
        double value = rows.getDouble(measure.text());
        if (!rows.wasNull()) {
          values.put(measure, value);
        }
      }
    }
    return values;
  }

  private void replayFeeds(SubjectWatch watch, long begin, long end) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(POLLS)) {
      query.setLong(1, begin);
      query.setLong(2, end);
      try (ResultSet polls = query.executeQuery()) {
        while (polls.next()) {
          watch.take(
              new AlertSample(
                  AlertSubject.feed(polls.getString("feed")),
                  polls.getLong("at_ms"),
                  Map.of(AlertMeasure.POLL_FAILED, (double) polls.getInt("failed")),
                  1,
                  null));
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** For the length of a replay. */
  private static final class Memory implements AlertLog {
    private final Map<String, SubjectAlerts> subjects = new HashMap<>();

    @Override
    public SubjectAlerts load(AlertSubject subject) {
      return subjects.get(subject.text());
    }

    @Override
    public void save(AlertSubject subject, SubjectAlerts alerts) {
      subjects.put(subject.text(), alerts);
    }
  }
}
