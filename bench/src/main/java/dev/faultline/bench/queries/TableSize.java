package dev.faultline.bench.queries;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a table takes on disk, projections included.
 *
 * @param parts how many it has now
 */
record TableSize(String table, long rows, long bytes, long parts) {

  static List<TableSize> all(Connection connection) throws SQLException {
    List<TableSize> sizes = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table, sum(rows), sum(bytes_on_disk), count() FROM system.parts WHERE active"
                    + " AND database = currentDatabase() GROUP BY table HAVING sum(rows) > 1000"
                    + " ORDER BY table")) {
      while (rows.next()) {
        sizes.add(
            new TableSize(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
      }
    }
    return sizes;
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"table\": \"%s\", \"rows\": %d, \"bytes_per_row\": %.2f}",
        table,
        rows,
        (double) bytes / rows);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-28s %,15d rows %8.2f bytes a row on disk, %d parts",
        table,
        rows,
        (double) bytes / rows,
        parts);
  }
}
