package dev.faultline.snapshot.population;

import dev.faultline.snapshot.scratch.ClickHouseSession;
import dev.faultline.snapshot.scratch.SqlText;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads how far each population is from the landed rows. */
public final class PopulationClocks {

  /** Rows of one series stand for all: those of one instant are published together. */
  private static final String PUBLISHED =
      """
      SELECT network, layer, toUnixTimestamp64Milli(maxIf(at, at <= %1$s)),
        countIf(at <= %1$s) > 0, max(at) > %1$s
      FROM decentralization
      WHERE dimension = 'node' AND weighting = 'nodes'
      GROUP BY network, layer
      """;

  private static final String SAID =
      """
      SELECT DISTINCT network, layer
      FROM observation_log
      WHERE is_tick AND observed_at <= %s
      """;

  /** Of each publisher what it said last in the partition where it has said the least. */
  private static final String OPEN =
      """
      SELECT toUnixTimestamp64Milli(min(through)), countIf(NOT closed) > 0
      FROM
      (
        SELECT publisher, _partition, argMax(closed, _offset) AS closed, max(observed_at) AS through,
          max(max(observed_at)) OVER () AS newest
        FROM observation_log
        WHERE network = '%s' AND layer = '%s' AND is_tick
        GROUP BY publisher, _partition
      )
      WHERE NOT closed AND through >= newest - toIntervalSecond(%d)
      """;

  private static final String RULES =
      """
      SELECT network, layer, step_s, grace_s, arrayMax(windows_s), publisher_lag_s, node_ids = 'private'
      FROM networks FINAL
      """;

  private final ClickHouseSession session;

  private record Name(String network, String layer) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int byNetwork = network.compareTo(other.network);
      return byNetwork != 0 ? byNetwork : layer.compareTo(other.layer);
    }
  }

  private record Rules(long step, long grace, long longest, long lag, boolean hasPrivateNodes) {}

  private record Published(Optional<Instant> newest, boolean beyond) {}

  /** Asks this database. */
  public PopulationClocks(ClickHouseSession session) {
    this.session = session;
  }

  /**
   * All populations that anything was said of up to the as-of.
   *
   * @param networks these alone; empty for all
   */
  public List<PopulationClock> read(Instant asOf, Set<String> networks) throws SQLException {
    Map<Name, Rules> rules = rules();
    Map<Name, Published> published = published(asOf);
    List<PopulationClock> clocks = new ArrayList<>();
    for (Map.Entry<Name, Published> each : published.entrySet()) {
      Name name = each.getKey();
      if (!networks.isEmpty() && !networks.contains(name.network())) {
        continue;
      }
      Rules own = rules.getOrDefault(name, rules.get(new Name("", "")));
      clocks.add(
          new PopulationClock(
              name.network(),
              name.layer(),
              own.step(),
              own.grace(),
              own.longest(),
              each.getValue().newest(),
              each.getValue().beyond(),
              watermark(name, own),
              own.hasPrivateNodes()));
    }
    return clocks;
  }

  private Map<Name, Rules> rules() throws SQLException {
    Map<Name, Rules> rules = new HashMap<>();
    session.rows(
        RULES,
        row ->
            rules.put(
                new Name(row.getString(1), row.getString(2)),
                new Rules(
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getBoolean(7))));
    return rules;
  }

  private Map<Name, Published> published(Instant asOf) throws SQLException {
    Map<Name, Published> published = new TreeMap<>();
    session.rows(
        SAID.formatted(SqlText.time(asOf)),
        row ->
            published.put(
                new Name(row.getString(1), row.getString(2)),
                new Published(Optional.empty(), false)));
    session.rows(
        PUBLISHED.formatted(SqlText.time(asOf)),
        row -> {
          boolean any = row.getBoolean(4);
          Optional<Instant> newest =
              any ? Optional.of(Instant.ofEpochMilli(row.getLong(3))) : Optional.empty();
          Name name = new Name(row.getString(1), row.getString(2));
          // what has begun after the as-of has nothing to do with it
          return any || published.containsKey(name)
              ? published.put(name, new Published(newest, row.getBoolean(5)))
              : null;
        });
    return published;
  }

  private Optional<Instant> watermark(Name name, Rules rules) throws SQLException {
    String query =
        OPEN.formatted(SqlText.escaped(name.network()), SqlText.escaped(name.layer()), rules.lag());
    return session
        .rows(
            query,
            row ->
                row.getBoolean(2)
                    ? Optional.of(Instant.ofEpochMilli(row.getLong(1)))
                    : Optional.<Instant>empty())
        .get(0);
  }
}
