package dev.faultline.e2e;

import dev.faultline.sql.ClickHouse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks ClickHouse through JDBC, each row as its cells joined by spaces. */
final class Query {

  private Query() {}

  static List<String> rows(ClickHouse clickHouse, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = clickHouse.connect(Duration.ofSeconds(30));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          cells.add(result.getString(i));
        }
        rows.add(String.join(" ", cells));
      }
    }
    return rows;
  }

  static String one(ClickHouse clickHouse, String sql) throws SQLException {
    return rows(clickHouse, sql).get(0);
  }

  static void run(ClickHouse clickHouse, String sql) throws SQLException {
    try (Connection connection = clickHouse.connect(Duration.ofSeconds(30));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
