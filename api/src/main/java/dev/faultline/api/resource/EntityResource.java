package dev.faultline.api.resource;

import dev.faultline.api.http.Answer;
import dev.faultline.api.http.Arguments;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.api.query.Table;
import dev.faultline.api.query.TableQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who holds a population, who moved, and how that went over time. */
public final class EntityResource {

  private static final int DAY = 86_400;
  private static final int YEAR = 366 * DAY;
  private static final String PROVIDER = "provider";

  private static final String SERIES =
      " network = ? AND layer = ? AND weighting = ? AND window_s = ? AND dimension = ?";

  private static final String BEFORE =
      "SELECT toUnixTimestamp64Milli(max(at)) AS \"at@time\", count() AS n FROM entity_shares WHERE"
          + SERIES
          + " AND at <= fromUnixTimestamp64Milli(?, 'UTC')"
          + " AND at > fromUnixTimestamp64Milli(?, 'UTC')";

  /** The rest stands last, under the empty name, then whoever is gone. */
  private static final String MOVED =
      """
      SELECT n.rank AS rank, if(n.rank IS NULL, b.entity, n.entity) AS entity, n.nodes AS nodes,
             n.weight AS weight, n.share AS share, b.share AS share_before, b.rank AS rank_before
      FROM (SELECT rank, entity, nodes, weight, share FROM entity_shares FINAL WHERE %1$s
              AND at = fromUnixTimestamp64Milli(?, 'UTC')) AS n
      FULL JOIN (SELECT rank, entity, share FROM entity_shares FINAL WHERE %1$s
              AND at = fromUnixTimestamp64Milli(?, 'UTC')) AS b ON n.entity = b.entity
      ORDER BY n.rank IS NULL, n.rank, entity
      LIMIT ?
      SETTINGS join_use_nulls = 1
      """
          .formatted(SERIES);

  private static final String COURSE =
      """
      SELECT toUnixTimestamp64Milli(max(at)) AS "at@time", entity,
             argMax(share, (at, _version)) AS share, intDiv(toUnixTimestamp(at), ?) AS bucket
      FROM entity_shares
      WHERE
      """
          + SERIES
          + """
           AND at > fromUnixTimestamp64Milli(?, 'UTC') AND at <= fromUnixTimestamp64Milli(?, 'UTC')
          AND entity IN
          (
            SELECT entity FROM entity_shares WHERE
          """
          + SERIES
          + """
           AND at = fromUnixTimestamp64Milli(?, 'UTC') AND rank <= ? AND entity != ''
          )
          GROUP BY bucket, entity
          ORDER BY bucket, entity
          """;

  private final ReadConnections connections;

  public EntityResource(ReadConnections connections) {
    this.connections = connections;
  }

  /** The largest entities of a dimension, with what they held before. */
  public Answer entities(Arguments arguments) throws SQLException {
    String dimension = dimension(arguments);
    int since = arguments.number("since", 60, YEAR).orElse(DAY);
    int limit = arguments.number("limit", 1, 200).orElse(60);
    try (Connection connection = connections.open()) {
      PopulationIndex population = Populations.named(connection, arguments);
      Instant before = before(connection, population, dimension, since);
      Object[] key = key(population, dimension);
      Table table =
          TableQuery.read(
              connection,
              MOVED,
              join(key, population.at(), key, before == null ? Instant.EPOCH : before, limit));
      Map<String, Object> json = IndexResource.head(population);
      json.put("dimension", dimension);
      json.put("before_at", before == null ? null : before.toString());
      json.put("entities", table.objects());
      return new Answer(json, table);
    }
  }

  /** The newest instant that is at least so old, and not twice so old. */
  private static Instant before(
      Connection connection, PopulationIndex population, String dimension, int since)
      throws SQLException {
    List<Object> row =
        TableQuery.read(
                connection,
                BEFORE,
                join(
                    key(population, dimension),
                    population.at().minusSeconds(since),
                    population.at().minusSeconds(2L * since)))
            .rows()
            .get(0);
    return ((Number) row.get(1)).longValue() == 0 ? null : Instant.parse((String) row.get(0));
  }

  /** The shares of the largest over time; the rest under the empty name. */
  public Answer series(Arguments arguments) throws SQLException {
    String dimension = dimension(arguments);
    int top = arguments.number("top", 1, 20).orElse(8);
    try (Connection connection = connections.open()) {
      PopulationIndex population = Populations.named(connection, arguments);
      TimeRange range = TimeRange.of(arguments, population.at());
      Object[] key = key(population, dimension);
      Table shares =
          TableQuery.read(
              connection,
              COURSE,
              join(range.stepSeconds(), key, range.from(), range.to(), key, population.at(), top));
      Table table = pivot(shares);
      Map<String, Object> json = IndexResource.head(population);
      json.put("dimension", dimension);
      json.put("from", range.from().toString());
      json.put("to", range.to().toString());
      json.put("step_s", range.stepSeconds());
      json.put("columns", table.columns());
      json.put("rows", table.rows());
      return new Answer(json, table);
    }
  }

  /** A column an entity, the one that holds most at the end first. */
  private static Table pivot(Table shares) {
    Map<String, Map<String, Double>> byTime = new TreeMap<>();
    Map<String, Double> newest = new LinkedHashMap<>();
    Map<Object, String> times = new LinkedHashMap<>();
    for (List<Object> row : shares.rows()) {
      // an entity may have no row at the last instant of a step, and then has an earlier time
      times.merge(row.get(3), (String) row.get(0), (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
    for (List<Object> row : shares.rows()) {
      double share = ((Number) row.get(2)).doubleValue();
      byTime
          .computeIfAbsent(times.get(row.get(3)), time -> new LinkedHashMap<>())
          .put((String) row.get(1), share);
      newest.put((String) row.get(1), share);
    }
    List<String> entities = new ArrayList<>(newest.keySet());
    entities.sort((a, b) -> Double.compare(newest.get(b), newest.get(a)));
    List<List<Object>> rows = new ArrayList<>();
    byTime.forEach(
        (time, held) -> {
          List<Object> row = new ArrayList<>();
          row.add(time);
          entities.forEach(entity -> row.add(held.getOrDefault(entity, 0.0)));
          double sum = held.values().stream().mapToDouble(Double::doubleValue).sum();
          row.add(Math.max(0, 1 - sum));
          rows.add(row);
        });
    List<String> columns = new ArrayList<>(List.of("at"));
    columns.addAll(entities);
    columns.add("");
    return new Table(columns, rows);
  }

  private static String dimension(Arguments arguments) {
    return arguments.oneOf("dimension", SeriesResource.DIMENSIONS).orElse(PROVIDER);
  }

  private static Object[] key(PopulationIndex population, String dimension) {
    return new Object[] {
      population.network(),
      population.layer(),
      population.weighting(),
      population.windowSeconds(),
      dimension
    };
  }

  private static Object[] join(Object... parts) {
    List<Object> joined = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Object[] several) {
        joined.addAll(List.of(several));
      } else {
        joined.add(part);
      }
    }
    return joined.toArray();
  }
}
