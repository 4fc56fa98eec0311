package dev.faultline.api.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads who holds a population, and what it lived through at that instant or might have. */
public final class DetailRows {

  private static final String SHARES =
      """
      SELECT dimension, rank, entity, nodes, share FROM entity_shares FINAL
      WHERE network = ? AND layer = ? AND weighting = ? AND window_s = ?
        AND at = fromUnixTimestamp64Milli(?, 'UTC') AND rank <= ?
        AND dimension IN ('provider', 'site', 'country', 'client', 'operator')
      ORDER BY indexOf(['provider', 'site', 'country', 'client', 'operator'], dimension), rank
      """;

  private static final String INCIDENTS =
      """
      SELECT provider, arrayStringConcat(regions, ', ') AS affected, severity, status,
             toUnixTimestamp64Milli(begins_at) AS begins_ms, title, held.share AS share
      FROM incidents_known_at(at = fromUnixTimestamp64Milli(?, 'UTC')) AS incident
      LEFT JOIN
      (
        SELECT entity, toNullable(share) AS share FROM entity_shares FINAL
        WHERE network = ? AND layer = ? AND weighting = ? AND window_s = ?
          AND at = fromUnixTimestamp64Milli(?, 'UTC') AND dimension = 'provider'
      ) AS held ON held.entity = incident.provider
      WHERE open AND kind = 'outage'
      ORDER BY ifNull(share, 0) DESC, begins_at, source, incident_id
      """;

  private final Connection connection;

  public DetailRows(Connection connection) {
    this.connection = connection;
  }

  /**
   * A population with what belongs to its instant.
   *
   * @param entities how many of the largest of each dimension
   */
  public PopulationDetails read(PopulationIndex population, int entities) throws SQLException {
    StressRows stress = new StressRows(connection);
    return new PopulationDetails(
        population,
        shares(population, entities),
        incidents(population),
        stress.losses(population),
        stress.joint(population));
  }

  private List<EntityShare> shares(PopulationIndex population, int entities) throws SQLException {
    List<EntityShare> shares = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SHARES)) {
      bind(population, 1, statement);
      statement.setInt(6, entities);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          shares.add(
              new EntityShare(
                  row.getString("dimension"),
                  row.getInt("rank"),
                  row.getString("entity"),
                  row.getLong("nodes"),
                  row.getDouble("share")));
        }
      }
    }
    return shares;
  }

  private List<OpenIncident> incidents(PopulationIndex population) throws SQLException {
    List<OpenIncident> incidents = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(INCIDENTS)) {
      statement.setLong(1, population.at().toEpochMilli());
      bind(population, 2, statement);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          incidents.add(
              new OpenIncident(
                  row.getString("provider"),
                  row.getString("affected"),
                  row.getString("severity"),
                  row.getString("status"),
                  Instant.ofEpochMilli(row.getLong("begins_ms")),
                  row.getString("title"),
                  IndexRows.number(row, "share")));
        }
      }
    }
    return incidents;
  }

  static void bind(PopulationIndex population, int first, PreparedStatement statement)
      throws SQLException {
    statement.setString(first, population.network());
    statement.setString(first + 1, population.layer());
    statement.setString(first + 2, population.weighting());
    statement.setInt(first + 3, population.windowSeconds());
    statement.setLong(first + 4, population.at().toEpochMilli());
  }
}
