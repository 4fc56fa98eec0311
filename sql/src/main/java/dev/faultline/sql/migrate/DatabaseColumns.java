package dev.faultline.sql.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The columns of a database, views too, with their comments. Parameterised views have none. */
final class DatabaseColumns {

  private static final String QUERY =
      "SELECT table, name, comment FROM system.columns WHERE database = ? ORDER BY table, position";

  private final Map<String, Map<String, String>> comments = new TreeMap<>();

  private DatabaseColumns() {}

  static DatabaseColumns read(Connection connection, String database) throws SQLException {
    DatabaseColumns columns = new DatabaseColumns();
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, database);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns
              .comments
              .computeIfAbsent(rows.getString(1), table -> new LinkedHashMap<>())
              .put(rows.getString(2), rows.getString(3));
        }
      }
    }
    return columns;
  }

  /** By table and column. */
  Map<String, Map<String, String>> comments() {
    return comments;
  }

  /** A statement that explains the columns of a view, with macros; none if it has none. */
  List<String> explain(String view, ViewComments meanings) {
    List<String> parts = new ArrayList<>();
    for (String column : comments.getOrDefault(view, Map.of()).keySet()) {
      meanings
          .of(view, column)
          .ifPresent(
              comment -> parts.add("COMMENT COLUMN `%s` '%s'".formatted(column, escaped(comment))));
    }
    return parts.isEmpty()
        ? List.of()
        : List.of("ALTER TABLE {database}." + view + " {on_cluster} " + String.join(", ", parts));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
