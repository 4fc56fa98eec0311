package dev.faultline.cli.doctor;

import dev.faultline.providers.Provider;
import dev.faultline.providers.Providers;
import dev.faultline.sql.ClickHouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Providers that stand in no row of the table of providers: kept as they are spelled. */
public final class Spellings {

  /** What a list of them means. */
  public static final String EXPLANATION =
      "Spellings of providers that the table of providers does not know, the most frequent first."
          + " Each counts as a provider of its own.";

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int SHOWN = 30;
  private static final String QUERY =
      """
      SELECT provider, uniqExact(network, layer, node_id) AS nodes, groupUniqArray(network)
      FROM
      (
        SELECT network, layer, node_id, provider
        FROM placements FINAL
        WHERE ? IN ('', network)
        ORDER BY observed_at DESC, observation_offset DESC
        LIMIT 1 BY network, layer, node_id
      )
      WHERE provider IS NOT NULL AND NOT has(?, toString(provider))
      GROUP BY provider
      ORDER BY nodes DESC, provider
      LIMIT ?
      """;

  /** What a list of those of incidents means. */
  public static final String EXPLANATION_OF_INCIDENTS =
      "Names in incidents that the table of providers does not know. A host among them exposes no"
          + " node until its name is in the table; dependants are not hosts.";

  private static final String QUERY_OF_INCIDENTS =
      """
      SELECT provider, uniqExact(source, incident_id) AS incidents, groupUniqArray(toString(kind))
      FROM incident_revisions FINAL
      WHERE NOT has(?, toString(provider))
      GROUP BY provider
      ORDER BY incidents DESC, provider
      LIMIT ?
      """;

  private Spellings() {}

  /** One spelling, on how many nodes, of which networks. */
  public record Unknown(String spelling, long nodes, List<String> networks) {}

  /**
   * A name in incidents.
   *
   * @param kinds of its incidents: outage, maintenance, dependant
   */
  public record UnknownOfIncidents(String spelling, long incidents, List<String> kinds) {}

  /** The most frequent ones of incidents. */
  public static List<UnknownOfIncidents> unknownOfIncidents(ClickHouse clickHouse)
      throws SQLException {
    List<UnknownOfIncidents> unknown = new ArrayList<>();
    try (Connection connection = clickHouse.connect(TIMEOUT);
        PreparedStatement query = connection.prepareStatement(QUERY_OF_INCIDENTS)) {
      query.setObject(1, known());
      query.setInt(2, SHOWN);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          unknown.add(new UnknownOfIncidents(rows.getString(1), rows.getLong(2), names(rows)));
        }
      }
    }
    return unknown;
  }

  private static String[] known() {
    return Providers.load().all().stream().map(Provider::id).sorted().toArray(String[]::new);
  }

  /**
   * The most frequent ones.
   *
   * @param network the network to look at; empty for all
   */
  public static List<Unknown> unknown(ClickHouse clickHouse, Optional<String> network)
      throws SQLException {
    List<Unknown> unknown = new ArrayList<>();
    try (Connection connection = clickHouse.connect(TIMEOUT);
        PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setString(1, network.orElse(""));
      query.setObject(2, known());
      query.setInt(3, SHOWN);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          unknown.add(new Unknown(rows.getString(1), rows.getLong(2), names(rows)));
        }
      }
    }
    return unknown;
  }

  private static List<String> names(ResultSet rows) throws SQLException {
    Object[] names = (Object[]) rows.getArray(3).getArray();
    return Arrays.stream(names).map(Object::toString).sorted().toList();
  }
}
