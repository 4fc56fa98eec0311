package dev.faultline.sql.migrate;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a script into statements at semicolons outside of quotes and comments. Comments are
 * dropped. Knows ClickHouse's quoting: {@code '}, {@code "} and {@code `}, with backslashes or
 * doubled quotes.
 */
final class SqlStatements {

  private final String script;
  private final List<String> statements = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();
  private int at;

  private SqlStatements(String script) {
    this.script = script;
  }

  /**
   * @return the statements in order, without their semicolons; none is blank
   * @throws MigrationException if a quote or comment is not closed
   */
  static List<String> split(String script) throws MigrationException {
    SqlStatements splitter = new SqlStatements(script);
    while (splitter.at < script.length()) {
      splitter.step();
    }
    splitter.finish();
    return splitter.statements;
  }

  private void step() throws MigrationException {
    char c = script.charAt(at);
    if (script.startsWith("--", at)) {
      int end = script.indexOf('\n', at);
      at = end < 0 ? script.length() : end;
    } else if (script.startsWith("/*", at)) {
      at = after("*/", at + 2);
      current.append(' ');
    } else if (c == '\'' || c == '"' || c == '`') {
      quoted(c);
    } else if (c == ';') {
      finish();
      at++;
    } else {
      current.append(c);
      at++;
    }
  }

  private void quoted(char quote) throws MigrationException {
    int start = at++;
    while (at < script.length() && script.charAt(at) != quote) {
      at += script.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= script.length()) {
      throw new MigrationException("the quote at character " + start + " is not closed");
    }
    // a doubled quote closes one piece and opens the next, which comes out the same
    current.append(script, start, ++at);
  }

  private int after(String end, int from) throws MigrationException {
    int found = script.indexOf(end, from);
    if (found < 0) {
      throw new MigrationException("the comment at character " + (from - 2) + " is not closed");
    }
    return found + end.length();
  }

  private void finish() {
    String statement = current.toString().strip();
    if (!statement.isEmpty()) {
      statements.add(statement);
    }
    current.setLength(0);
  }
}
