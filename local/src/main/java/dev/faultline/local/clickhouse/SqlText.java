package dev.faultline.local.clickhouse;

/** Literals for the few statements that the front builds itself. */
final class SqlText {

  private SqlText() {}

  /** The inside of a string literal in single quotes. */
  static String escape(String value) {
    return value.replace("\\", "\\\\").replace("'", "\\'").replace("\0", "\\0");
  }

  /** An identifier in backquotes. */
  static String identifier(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /** A value as the engine expects those of query parameters: tab-separated text's escapes. */
  static String escapeTabSeparated(String value) {
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }
}
