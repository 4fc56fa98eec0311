package dev.faultline.snapshot.summary;

import dev.faultline.snapshot.scratch.ClickHouseSession;
import dev.faultline.snapshot.summary.PopulationSummary.Share;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the summaries of the populations in a scratch database. */
public final class SummaryReader {

  private static final String DIMENSIONS =
      "('provider', 'site', 'country', 'asn', 'client', 'operator')";

  private static final String LONGEST =
      "(network, layer, window_s) IN"
          + " (SELECT network, layer, max(window_s) FROM resilience GROUP BY network, layer)";

  private static final String INDICES =
      """
      SELECT network, layer, toUnixTimestamp64Milli(at), window_s, weighting, live_nodes,
        resilience_index, index_low, index_high, null_reason, weakest, weakest_value,
        margin['provider'], margin['site'], margin['country'], diversity['provider'],
        availability, headroom, halting,
        mapContains(margin, 'provider'), mapContains(margin, 'site'), mapContains(margin, 'country')
      FROM resilience
      WHERE %s
      ORDER BY network, layer
      """
          .formatted(LONGEST);

  private static final String COEFFICIENTS =
      """
      SELECT network, layer, dimension, nakamoto_liveness
      FROM decentralization
      WHERE nakamoto_liveness IS NOT NULL AND dimension IN %s
        AND (network, layer, window_s, weighting) IN (SELECT network, layer, window_s, weighting FROM resilience WHERE %s)
      ORDER BY network, layer, dimension
      """
          .formatted(DIMENSIONS, LONGEST);

  private static final String SHARES =
      """
      SELECT network, layer, dimension, entity, share
      FROM entity_shares
      WHERE rank <= 50 AND share > 0 AND dimension IN %s
        AND (network, layer, window_s, weighting) IN (SELECT network, layer, window_s, weighting FROM resilience WHERE %s)
      ORDER BY network, layer, dimension, rank
      """
          .formatted(DIMENSIONS, LONGEST);

  private SummaryReader() {}

  /** By {@code network/layer}. */
  public static Map<String, PopulationSummary> read(ClickHouseSession session) throws SQLException {
    Map<String, Map<String, Integer>> coefficients = new HashMap<>();
    session.rows(
        COEFFICIENTS,
        row ->
            coefficients
                .computeIfAbsent(name(row), name -> new TreeMap<>())
                .put(row.getString(3), row.getInt(4)));
    Map<String, Map<String, List<Share>>> shares = new HashMap<>();
    session.rows(
        SHARES,
        row ->
            shares
                .computeIfAbsent(name(row), name -> new TreeMap<>())
                .computeIfAbsent(row.getString(3), dimension -> new ArrayList<>())
                .add(new Share(row.getString(4), row.getDouble(5))));
    Map<String, PopulationSummary> summaries = new TreeMap<>();
    session.rows(
        INDICES,
        row -> {
          String name = name(row);
          return summaries.put(
              name,
              summary(
                  row,
                  coefficients.getOrDefault(name, Map.of()),
                  shares.getOrDefault(name, Map.of())));
        });
    return summaries;
  }

  private static String name(ResultSet row) throws SQLException {
    return row.getString(1) + "/" + row.getString(2);
  }

  private static PopulationSummary summary(
      ResultSet row, Map<String, Integer> coefficients, Map<String, List<Share>> shares)
      throws SQLException {
    Map<String, Double> components = new LinkedHashMap<>();
    String[] margins = {"provider", "site", "country"};
    for (int i = 0; i < margins.length; i++) {
      if (row.getBoolean(20 + i)) {
        components.put("margin(" + margins[i] + ")", row.getDouble(13 + i));
      }
    }
    if (row.getBoolean(20)) {
      components.put("diversity(provider)", row.getDouble(16));
    }
    putIfDefined(components, "availability", number(row, 17));
    putIfDefined(components, "headroom", number(row, 18));
    return new PopulationSummary(
        row.getString(1),
        row.getString(2),
        Instant.ofEpochMilli(row.getLong(3)),
        row.getLong(4),
        row.getString(5),
        row.getLong(6),
        number(row, 7),
        number(row, 8),
        number(row, 9),
        row.getString(10),
        row.getString(11),
        number(row, 12),
        components,
        texts(row.getArray(19)),
        coefficients,
        shares);
  }

  private static void putIfDefined(Map<String, Double> components, String name, Double value) {
    if (value != null) {
      components.put(name, value);
    }
  }

  private static Double number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.stream((Object[]) array.getArray()).map(Object::toString).toList();
  }
}
