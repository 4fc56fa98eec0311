package dev.faultline.sql.audit;

import dev.faultline.sql.ClickHouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds published index rows against what the audit views make of the raw rows, column by column.
 */
public final class Audit implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final String AT_MOST = "_at_most";
  private static final String FIRST = "1";
  private static final String KEY = " WHERE network = ? AND layer = ? AND at = ? AND window_s = ?";
  private static final String VIEW = "(network = ?, layer = ?, at = ?, window_s = ?)";

  private final Connection connection;

  /** An index table, and the columns that tell its rows of one point apart. */
  private enum Index {
    DECENTRALIZATION(
        "decentralization",
        List.of("dimension", "weighting"),
        "SELECT * FROM decentralization_at" + VIEW + " WHERE dimension != 'site'"),
    RESILIENCE("resilience", List.of("weighting"), "SELECT * FROM resilience_1_at" + VIEW),
    // by the first methodology there are no rows
    STRESS("stress", List.of("scenario", "weighting"), "SELECT * FROM stress_at" + VIEW),
    JOINT_NAKAMOTO(
        "joint_nakamoto", List.of("weighting"), "SELECT * FROM joint_nakamoto_at" + VIEW);

    private final String table;
    private final List<String> key;
    private final String byFirstMethodology;

    Index(String table, List<String> key, String byFirstMethodology) {
      this.table = table;
      this.key = key;
      this.byFirstMethodology = byFirstMethodology;
    }

    /** The rows of one point are all of one build, and so of one methodology. */
    String recomputed(Collection<Map<String, Object>> published) {
      boolean first =
          published.stream().anyMatch(row -> FIRST.equals(row.get("methodology_version")));
      return first ? byFirstMethodology : "SELECT * FROM " + table + "_at" + VIEW;
    }

    String nameOf(Map<String, Object> row) {
      return String.join(" by ", key.stream().map(column -> row.get(column).toString()).toList());
    }
  }

  private Audit(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects.
   *
   * @throws SQLException if ClickHouse cannot be reached
   */
  public static Audit of(ClickHouse clickHouse) throws SQLException {
    return new Audit(clickHouse.connect(TIMEOUT));
  }

  /** By this connection, which {@link #close} closes. */
  public static Audit by(Connection connection) {
    return new Audit(connection);
  }

  /**
   * Every point that rows were published for, in the order of time.
   *
   * @param network whose; empty for all
   */
  public List<AuditPoint> allPoints(Optional<String> network) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(points("at, network, layer, window_s"))) {
      setNetwork(query, network);
      return read(query);
    }
  }

  /**
   * Some of them.
   *
   * @param network whose; empty for all
   * @param seed the same gives the same sample of the same rows
   */
  public List<AuditPoint> sample(Optional<String> network, int size, long seed)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            points("sipHash64(?, network, layer, at, window_s)") + " LIMIT ?")) {
      setNetwork(query, network);
      query.setLong(3, seed);
      query.setInt(4, size);
      return read(query);
    }
  }

  private static String points(String order) {
    return "SELECT network, layer, toUnixTimestamp64Milli(at), window_s FROM"
        + " (SELECT DISTINCT network, layer, at, window_s FROM decentralization"
        + " WHERE ? = '' OR network = ?) ORDER BY "
        + order;
  }

  private static void setNetwork(PreparedStatement query, Optional<String> network)
      throws SQLException {
    query.setString(1, network.orElse(""));
    query.setString(2, network.orElse(""));
  }

  private static List<AuditPoint> read(PreparedStatement query) throws SQLException {
    List<AuditPoint> points = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        points.add(
            new AuditPoint(
                rows.getString(1),
                rows.getString(2),
                Instant.ofEpochMilli(rows.getLong(3)),
                rows.getLong(4)));
      }
    }
    return points;
  }

  /**
   * Whether the raw rows behind a point have landed: the watermarks that closed it, in every
   * partition, and the incident revisions that they say they stood behind.
   */
  public boolean isRecomputable(AuditPoint point) throws SQLException {
    String query =
        """
        SELECT countIf(incidents_through IS NOT NULL) >= (
            SELECT uniqExact(_partition) FROM observation_log
            WHERE network = ? AND layer = ? AND is_tick)
          AND max(incidents_through) <= (
            SELECT ifNull(maxOrNull(offset) + 1, 0)
            FROM
            (
              SELECT _offset AS offset FROM incident_revisions
              UNION ALL
              SELECT offset FROM dead_letters WHERE topic = 'faultline.incidents.v1'
            ))
        FROM closing_watermarks(network = ?, layer = ?, at = ?)
        """;
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, point.network());
      statement.setString(2, point.layer());
      statement.setString(3, point.network());
      statement.setString(4, point.layer());
      statement.setString(5, time(point));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /** The first difference of a point, if there is one. */
  public Optional<Difference> check(AuditPoint point) throws SQLException {
    for (Index index : Index.values()) {
      Map<String, Map<String, Object>> published =
          rows(index, "SELECT * FROM " + index.table + " FINAL" + KEY, point);
      Map<String, Map<String, Object>> recomputed =
          rows(index, index.recomputed(published.values()), point);
      Optional<Difference> difference = compare(point, index, published, recomputed);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> compare(
      AuditPoint point,
      Index index,
      Map<String, Map<String, Object>> published,
      Map<String, Map<String, Object>> recomputed) {
    if (!published.keySet().equals(recomputed.keySet())) {
      return Optional.of(
          new Difference(
              point,
              index.table,
              "its rows",
              "which there are",
              published.keySet().toString(),
              recomputed.keySet().toString()));
    }
    for (Map.Entry<String, Map<String, Object>> row : published.entrySet()) {
      for (Map.Entry<String, Object> cell : recomputed.get(row.getKey()).entrySet()) {
        String column = cell.getKey();
        boolean bound = column.endsWith(AT_MOST);
        String name = bound ? column.substring(0, column.length() - AT_MOST.length()) : column;
        Object value = row.getValue().get(name);
        boolean same =
            bound ? SameValue.atMost(value, cell.getValue()) : SameValue.of(value, cell.getValue());
        if (!same) {
          return Optional.of(
              new Difference(
                  point,
                  index.table,
                  row.getKey(),
                  name,
                  String.valueOf(value),
                  (bound ? "at most " : "") + cell.getValue()));
        }
      }
    }
    return Optional.empty();
  }

  private Map<String, Map<String, Object>> rows(Index index, String query, AuditPoint point)
      throws SQLException {
    Map<String, Map<String, Object>> rows = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, point.network());
      statement.setString(2, point.layer());
      statement.setString(3, time(point));
      statement.setLong(4, point.windowSeconds());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Map<String, Object> row = row(result);
          rows.put(index.nameOf(row), row);
        }
      }
    }
    return rows;
  }

  private static Map<String, Object> row(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    Map<String, Object> row = new HashMap<>();
    for (int column = 1; column <= meta.getColumnCount(); column++) {
      row.put(meta.getColumnLabel(column), value(result.getObject(column)));
    }
    return row;
  }

  /** An array of the driver is equal to itself alone: its elements are compared. */
  private static Object value(Object cell) throws SQLException {
    return cell instanceof java.sql.Array array ? array.getArray() : cell;
  }

  private static String time(AuditPoint point) {
    return point.at().toString().replace("T", " ").replace("Z", "");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
