package dev.faultline.sql.migrate;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one tree of migrations leaves open, so that it serves one node and a cluster: {@code
 * {database}}, {@code {engine}} and {@code {on_cluster}}. Braces with a colon are parameters of
 * views and stay.
 */
final class Macros {

  private static final Pattern MACRO = Pattern.compile("\\{([a-z_]+)}");

  private final Map<String, String> values;

  private Macros(Map<String, String> values) {
    this.values = values;
  }

  /** For a single server, or the embedded engine. */
  static Macros singleNode(String database) {
    return new Macros(
        Map.of("database", database, "engine", "ReplacingMergeTree", "on_cluster", ""));
  }

  /**
   * For a cluster: replicated tables on every node of it. The servers' configuration names the
   * paths and replicas.
   */
  static Macros cluster(String database, String cluster) {
    String quoted = "'" + cluster.replace("\\", "\\\\").replace("'", "\\'") + "'";
    return new Macros(
        Map.of(
            "database",
            database,
            "engine",
            "ReplicatedReplacingMergeTree",
            "on_cluster",
            "ON CLUSTER " + quoted));
  }

  /**
   * @throws MigrationException if the text has a macro that does not exist
   */
  String expand(String text) throws MigrationException {
    Matcher matcher = MACRO.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      if (value == null) {
        throw new MigrationException(
            matcher.group() + " is not a macro; there are " + values.keySet());
      }
      matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(expanded).toString();
  }
}
