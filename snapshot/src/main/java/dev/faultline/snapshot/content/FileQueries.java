package dev.faultline.snapshot.content;

import java.util.List;
import java.util.stream.Collectors;

/** What files are written from, as SQL for the scratch database. */
public final class FileQueries {

  private FileQueries() {}

  /** The rows of a file in the order of its key, names of private nodes hidden. */
  public static String rows(DataFile file, List<FileColumn> columns) {
    String cells =
        columns.stream()
            .map(
                column ->
                    "CAST(%s, '%s') AS `%s`"
                        .formatted(
                            expression(file, column),
                            column.type().replace("'", "\\'"),
                            column.name()))
            .collect(Collectors.joining(", "));
    return "SELECT "
        + cells
        + " FROM "
        + from(file)
        + " ORDER BY "
        + file.key().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  /** The rows of a file as the lines that its digest is of. */
  public static String canonicalLines(DataFile file, List<FileColumn> columns) {
    return "SELECT " + CanonicalRow.of(columns) + " FROM (" + rows(file, columns) + ")";
  }

  private static String expression(DataFile file, FileColumn column) {
    String name = "rows.`" + column.name() + "`";
    return switch (file) {
      case DECENTRALIZATION ->
          column.name().equals("top_entity") ? hidden(name, "rows.dimension = 'node'") : name;
      case ENTITY_SHARES ->
          column.name().equals("entity") ? hidden(name, "rows.dimension = 'node'") : name;
      case POPULATION -> column.name().equals("node") ? hidden(name, "true") : name;
      default -> name;
    };
  }

  private static String hidden(String name, String condition) {
    return "if(%s AND hidden.name != '', hidden.name, %s)".formatted(condition, name);
  }

  private static String from(DataFile file) {
    String node =
        switch (file) {
          case DECENTRALIZATION -> "ifNull(rows.top_entity, '')";
          case ENTITY_SHARES -> "rows.entity";
          case POPULATION -> "rows.node";
          default -> "";
        };
    String table = file.table() + " AS rows";
    return node.isEmpty()
        ? table
        : table
            + " LEFT JOIN snapshot_hidden AS hidden ON rows.network = hidden.network"
            + " AND rows.layer = hidden.layer AND toString("
            + node
            + ") = hidden.node";
  }
}
