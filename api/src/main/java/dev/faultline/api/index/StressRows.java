package dev.faultline.api.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the scenarios cost a population at its instant. */
public final class StressRows {

  private static final String SERIES =
      " WHERE network = ? AND layer = ? AND weighting = ? AND window_s = ?"
          + " AND at = fromUnixTimestamp64Milli(?, 'UTC')";

  private static final String STRESS =
      """
      SELECT scenario, lost_low, lost_high, halts, survivors_nodes,
             if(mapContains(survivors_nakamoto, 'provider'), toNullable(survivors_nakamoto['provider']), NULL)
               AS by_provider,
             if(mapContains(survivors_nakamoto, 'country'), toNullable(survivors_nakamoto['country']), NULL)
               AS by_country
      FROM stress FINAL
      """
          + SERIES
          + " ORDER BY lost_low DESC, lost_high DESC, scenario";

  private static final String JOINT =
      """
      SELECT lower, upper, arrayStringConcat(entities, '\\n') AS named FROM joint_nakamoto FINAL
      """
          + SERIES;

  private final Connection connection;

  public StressRows(Connection connection) {
    this.connection = connection;
  }

  /** The costliest first; empty if none was measured. */
  public List<ScenarioLoss> losses(PopulationIndex population) throws SQLException {
    List<ScenarioLoss> losses = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(STRESS)) {
      DetailRows.bind(population, 1, statement);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          losses.add(
              new ScenarioLoss(
                  row.getString("scenario"),
                  IndexRows.interval(row, "lost"),
                  row.getString("halts"),
                  row.getLong("survivors_nodes"),
                  IndexRows.count(row, "by_provider"),
                  IndexRows.count(row, "by_country")));
        }
      }
    }
    return losses;
  }

  /** Empty if it was not measured. */
  public Optional<JointHalt> joint(PopulationIndex population) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(JOINT)) {
      DetailRows.bind(population, 1, statement);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        String named = row.getString("named");
        return Optional.of(
            new JointHalt(
                IndexRows.count(row, "lower"),
                IndexRows.count(row, "upper"),
                named.isEmpty() ? List.of() : List.of(named.split("\n"))));
      }
    }
  }
}
