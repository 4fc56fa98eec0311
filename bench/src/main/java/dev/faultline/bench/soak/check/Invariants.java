package dev.faultline.bench.soak.check;

import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.audit.Audit;
import dev.faultline.sql.audit.AuditPoint;
import dev.faultline.sql.audit.Difference;
import dev.faultline.sql.reconcile.Reconciliation;
import dev.faultline.sql.row.TableRoute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The invariants over what has landed, when everything has. Each returns what breaks it. */
public final class Invariants {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int MOST_INSTANTS = 10_000;

  private static final Map<String, String> ONE_ROW_A_KEY =
      Map.of(
          "latest_decentralization", "network, layer, window_s, dimension, weighting",
          "latest_resilience", "network, layer, window_s, weighting");

  private final SinkSettings sink;
  private final Map<String, Long> figures = new LinkedHashMap<>();

  public Invariants(SinkSettings sink) {
    this.sink = sink;
  }

  /** What was counted on the way, by name. */
  public Map<String, Long> figures() {
    return figures;
  }

  /** I1. */
  public List<Violation> nothingLost(Ledger ledger, String networks) throws SQLException {
    Set<Ledger.Entry> there = new HashSet<>();
    try (Connection connection = sink.clickHouse().connect(TIMEOUT);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT network, node_id, toUnixTimestamp64Milli(observed_at) FROM observations"
                    + " FINAL WHERE network LIKE '"
                    + networks
                    + "'")) {
      while (rows.next()) {
        there.add(
            new Ledger.Entry(
                rows.getString(1), rows.getString(2), Instant.ofEpochMilli(rows.getLong(3))));
      }
    }
    figures.put("acknowledged", (long) ledger.size());
    figures.put("landed", (long) there.size());
    List<Ledger.Entry> missing = ledger.missing(there);
    return missing.isEmpty()
        ? List.of()
        : List.of(
            new Violation(
                "I1",
                "%d acknowledged observations are in no table, the first %s"
                    .formatted(missing.size(), missing.get(0))));
  }

  /** Observations of a network that are there, each counted once. */
  public long landed(String network) throws SQLException {
    try (Connection connection = sink.clickHouse().connect(TIMEOUT);
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT uniqExact(node_id, observed_at) FROM observations WHERE network = ?")) {
      statement.setString(1, network);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        long landed = rows.getLong(1);
        figures.put("landed of " + network, landed);
        return landed;
      }
    }
  }

  /** I2: in the tables as readers see them, and in the views. */
  public List<Violation> nothingDoubled() throws SQLException {
    List<Violation> violations = new ArrayList<>();
    try (Connection connection = sink.clickHouse().connect(TIMEOUT)) {
      Set<String> tables = new TreeSet<>();
      TableRoute.all().forEach(landing -> tables.add(landing.table().name()));
      long unmerged = 0;
      for (String table : tables) {
        String doubled =
            "SELECT count() - uniqExact(_epoch, _topic, _partition, _offset) FROM " + table;
        unmerged += number(connection, doubled);
        long left = number(connection, doubled + " FINAL");
        if (left > 0) {
          violations.add(new Violation("I2", table + " has " + left + " rows twice"));
        }
      }
      figures.put("rows twice before merges", unmerged);
      for (Map.Entry<String, String> view : ONE_ROW_A_KEY.entrySet()) {
        long more =
            number(
                connection,
                "SELECT count() - uniqExact(%s) FROM %s".formatted(view.getValue(), view.getKey()));
        if (more > 0) {
          violations.add(
              new Violation("I2", view.getKey() + " has " + more + " rows more than keys"));
        }
      }
    }
    return violations;
  }

  /** I3: published instants in an order by the seed, as many as can be looked at in a time. */
  public List<Violation> rowsAreWhatRawRowsGive(Duration limit, long seed) throws SQLException {
    long end = System.nanoTime() + limit.toNanos();
    List<Violation> violations = new ArrayList<>();
    try (Audit audit = Audit.of(sink.clickHouse())) {
      long checked = 0;
      long waiting = 0;
      for (AuditPoint point : audit.sample(Optional.empty(), MOST_INSTANTS, seed)) {
        if (System.nanoTime() > end) {
          break;
        }
        if (!audit.isRecomputable(point)) {
          waiting++;
          continue;
        }
        checked++;
        Optional<Difference> difference = audit.check(point);
        difference.ifPresent(
            each -> violations.add(new Violation("I3", each.toString().replace("\n", "; "))));
      }
      figures.put("instants recomputed", checked);
      figures.put("instants not recomputable", waiting);
    }
    return violations;
  }

  /**
   * I4: what is below a committed offset has landed or is refused. Of raw observations that were
   * sent twice the table keeps one; their log keeps all.
   */
  public List<Violation> committedIsDurable() throws SQLException {
    List<Violation> violations = new ArrayList<>();
    for (Reconciliation.Line line : new Reconciliation(sink).run()) {
      boolean keepsAll = !line.table().equals("observations");
      if (keepsAll && line.unaccounted() > 0) {
        violations.add(
            new Violation(
                "I4",
                "%s, partition %d of %s: %d records below the committed offset are in no table"
                    .formatted(line.table(), line.partition(), line.topic(), line.unaccounted())));
      }
    }
    return violations;
  }

  /** The newest published instant of each network, to see that all go on to the end. */
  public Map<String, Instant> newest(String networks) throws SQLException {
    Map<String, Instant> newest = new LinkedHashMap<>();
    try (Connection connection = sink.clickHouse().connect(TIMEOUT);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT network, toUnixTimestamp64Milli(max(at)), sum(late) FROM decentralization"
                    + " FINAL WHERE network LIKE '"
                    + networks
                    + "' GROUP BY network ORDER BY network")) {
      while (rows.next()) {
        newest.put(rows.getString(1), Instant.ofEpochMilli(rows.getLong(2)));
      }
    }
    return newest;
  }

  /** Rows of the dead letters, and of the index, as figures. */
  public void count() throws SQLException {
    try (Connection connection = sink.clickHouse().connect(TIMEOUT)) {
      figures.put("dead letters", number(connection, "SELECT count() FROM dead_letters FINAL"));
      figures.put("index rows", number(connection, "SELECT count() FROM decentralization FINAL"));
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
