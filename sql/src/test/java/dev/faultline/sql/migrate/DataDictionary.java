package dev.faultline.sql.migrate;

import dev.faultline.sql.stack.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of all tables and views, made from a migrated database. */
final class DataDictionary {

  private static final Map<String, String> EXAMPLES =
      Map.of(
          "String", "''",
          "DateTime64(3, 'UTC')", "'2025-01-01 00:00:00'",
          "UInt32", "300",
          "Array(String)", "[]");

  private final Database database;
  private final Map<String, Map<String, String>> comments = new LinkedHashMap<>();
  private final ViewComments meanings;

  DataDictionary(Database database) {
    this.database = database;
    for (List<Object> row :
        database.query(
            "SELECT table, name, comment FROM system.columns WHERE database = '"
                + database.name()
                + "' ORDER BY table, position")) {
      comments
          .computeIfAbsent((String) row.get(0), table -> new LinkedHashMap<>())
          .put((String) row.get(1), (String) row.get(2));
    }
    meanings = ViewComments.bundled(comments);
  }

  String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Data dictionary

            Every table and view of the database `faultline`, made from the comments in `sql/src/main/resources/dev/faultline/sql/migrations`; a test holds it against them. In ClickHouse the same stands in `system.tables` and `system.columns`. Views of parameters are asked as `SELECT … FROM name(parameter = value)`. Columns that begin with `_` say which Kafka record a row came from; views leave them out.
            """);
    part(page, "Tables", "engine LIKE '%MergeTree' AND name NOT LIKE 'schema%'");
    part(page, "Views", "engine = 'View' AND empty(parameterized_view_parameters)");
    part(page, "Views with parameters", "notEmpty(parameterized_view_parameters)");
    return page.toString();
  }

  private void part(StringBuilder page, String title, String condition) {
    page.append("\n## ").append(title).append('\n');
    for (List<Object> row :
        database.query(
            "SELECT name, comment, arrayStringConcat(arrayMap(p -> p.1 || ' ' || p.2,"
                + " parameterized_view_parameters), '\\n') FROM system.tables WHERE database = '"
                + database.name()
                + "' AND "
                + condition
                + " ORDER BY name")) {
      List<String> parameters = ((String) row.get(2)).lines().sorted().toList();
      page.append("\n### ").append(row.get(0)).append("\n\n").append(row.get(1)).append('\n');
      if (!parameters.isEmpty()) {
        page.append("\nParameters: `").append(String.join("`, `", parameters)).append("`.\n");
      }
      page.append("\n| Column | Type | Meaning |\n|---|---|---|\n");
      columns((String) row.get(0), parameters).forEach(line -> page.append(line).append('\n'));
    }
  }

  private List<String> columns(String name, List<String> parameters) {
    String arguments =
        parameters.stream()
            .map(each -> each.split(" ", 2))
            .map(each -> each[0] + " = " + EXAMPLES.get(each[1]))
            .collect(Collectors.joining(", ", "(", ")"));
    List<String> lines = new ArrayList<>();
    for (List<Object> column :
        database.query(
            "DESCRIBE (SELECT * FROM " + name + (parameters.isEmpty() ? "" : arguments) + ")")) {
      lines.add(
          "| `%s` | `%s` | %s |"
              .formatted(column.get(0), column.get(1), meaning(name, (String) column.get(0))));
    }
    return lines;
  }

  /** In the database where it can be, else in the file of the view. */
  private String meaning(String name, String column) {
    String stored = comments.getOrDefault(name, Map.of()).getOrDefault(column, "");
    return stored.isEmpty()
        ? meanings
            .of(name, column)
            .orElseThrow(() -> new AssertionError(name + "." + column + " is not explained"))
        : stored;
  }
}
