package dev.faultline.sql.reference;

import dev.faultline.sql.ClickHouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Fills the table {@code providers}, from which queries and dictionaries take names. */
public final class ProviderTable {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final String INSERT =
      "INSERT INTO providers (id, name, hosting, asns, aliases, citation) VALUES (?, ?, ?, ?, ?, ?)";

  private ProviderTable() {}

  /**
   * Writes every row anew; of rows with one key the one written last counts.
   *
   * @throws SQLException if ClickHouse cannot be used, or lacks the table
   */
  public static void write(ClickHouse clickHouse, List<ProviderTableRow> rows) throws SQLException {
    try (Connection connection = clickHouse.connect(TIMEOUT);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (ProviderTableRow row : rows) {
        insert.setString(1, row.id());
        insert.setString(2, row.name());
        insert.setString(3, row.hosting());
        insert.setObject(4, row.asns().toArray(new Long[0]));
        insert.setObject(5, row.aliases().toArray(new String[0]));
        insert.setString(6, row.citation());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
