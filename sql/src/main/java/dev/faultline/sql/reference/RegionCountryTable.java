package dev.faultline.sql.reference;

import dev.faultline.sql.ClickHouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Fills the table {@code region_countries}, from which the views take where regions lie. */
public final class RegionCountryTable {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final String INSERT =
      "INSERT INTO region_countries (provider, region, country, citation) VALUES (?, ?, ?, ?)";

  private RegionCountryTable() {}

  /**
   * Writes every row anew; of rows with one key the one written last counts.
   *
   * @throws SQLException if ClickHouse cannot be used, or lacks the table
   */
  public static void write(ClickHouse clickHouse, List<RegionCountryRow> rows) throws SQLException {
    try (Connection connection = clickHouse.connect(TIMEOUT);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (RegionCountryRow row : rows) {
        insert.setString(1, row.provider());
        insert.setString(2, row.region());
        insert.setString(3, row.country());
        insert.setString(4, row.citation());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
