package dev.faultline.local.clickhouse.statement;

/** Literals for the few statements that the front builds itself. */
public final class SqlText {

  private SqlText() {}

  /** The inside of a string literal in single quotes. */
  public static String escape(String value) {
    return value.replace("\\", "\\\\").replace("'", "\\'").replace("\0", "\\0");
  }

  /** An identifier in backquotes. */
  public static String identifier(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /** A value as the engine expects those of query parameters: tab-separated text's escapes. */
  public static String escapeTabSeparated(String value) {
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }
}
