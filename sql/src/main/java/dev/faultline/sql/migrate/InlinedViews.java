package dev.faultline.sql.migrate;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the queries of views with parameters where other views read them.
 *
 * <p>ClickHouse analyses a view that is read as a query of its own, and does so more than once for
 * each one that reads it: over seven floors the plan takes longer than the answer. As one query it
 * is analysed once. The server's own setting ({@code analyzer_inline_views}) leaves views with
 * parameters out.
 */
final class InlinedViews {

  /** The parts of a script: what comes before the query, the query, and its comment. */
  private static final Pattern SCRIPT =
      Pattern.compile(
          "(.*?CREATE OR REPLACE VIEW \\{database}\\.\\w+ (?:\\{on_cluster} )?AS\\s)(.*?)(\\nCOMMENT '.*)?",
          Pattern.DOTALL);

  private static final Pattern READ = Pattern.compile("\\{database}\\.(\\w+)\\(");
  private static final Pattern ARGUMENT = Pattern.compile("(\\w+) = (.+)", Pattern.DOTALL);
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+):([^{}]+)}");

  private final Map<String, RepeatableView> views = new HashMap<>();

  InlinedViews(List<RepeatableView> views) {
    views.forEach(view -> this.views.put(view.name(), view));
  }

  /**
   * A view's statement, which reads tables and views without parameters only.
   *
   * @throws MigrationException if its text, or that of a view it reads, is not of the usual form
   */
  String statement(RepeatableView view) throws MigrationException {
    Matcher script = script(view.name());
    String comment = script.group(3) == null ? "" : script.group(3);
    return script.group(1) + flat(script.group(2)) + comment;
  }

  private String flat(String query) throws MigrationException {
    Matcher read = READ.matcher(query);
    StringBuilder flat = new StringBuilder();
    int done = 0;
    while (read.find(done)) {
      int end = closing(query, read.end());
      String name = read.group(1);
      flat.append(query, done, read.start()).append("(\n");
      flat.append(flat(queryOf(name, arguments(query.substring(read.end(), end)))));
      flat.append("\n)");
      if (!query.startsWith(" AS ", end + 1)) {
        flat.append(" AS ").append(name);
      }
      done = end + 1;
    }
    return flat.append(query, done, query.length()).toString();
  }

  private String queryOf(String name, Map<String, String> arguments) throws MigrationException {
    Matcher parameter = PARAMETER.matcher(script(name).group(2));
    StringBuilder query = new StringBuilder();
    while (parameter.find()) {
      String value = arguments.get(parameter.group(1));
      if (value == null) {
        throw new MigrationException(name + " is read without its " + parameter.group(1));
      }
      // a parameter that is handed on has its type already
      String typed =
          PARAMETER.matcher(value).matches()
              ? value
              : "CAST(" + value + " AS " + parameter.group(2) + ")";
      parameter.appendReplacement(query, Matcher.quoteReplacement(typed));
    }
    return parameter.appendTail(query).toString();
  }

  private Matcher script(String name) throws MigrationException {
    RepeatableView view = views.get(name);
    Matcher script = SCRIPT.matcher(view == null ? "" : view.template());
    if (!script.matches()) {
      throw new MigrationException("there is no query of the view " + name);
    }
    return script;
  }

  /** {@code a = x, b = f(y, z)} by name. */
  private static Map<String, String> arguments(String text) throws MigrationException {
    Map<String, String> arguments = new LinkedHashMap<>();
    int start = 0;
    int depth = 0;
    for (int at = 0; at <= text.length(); at++) {
      char c = at == text.length() ? ',' : text.charAt(at);
      depth += "({[".indexOf(c) >= 0 ? 1 : ")}]".indexOf(c) >= 0 ? -1 : 0;
      if (c == ',' && depth == 0) {
        Matcher argument = ARGUMENT.matcher(text.substring(start, at).strip());
        if (!argument.matches()) {
          throw new MigrationException("'" + text + "' are not arguments of a view");
        }
        arguments.put(argument.group(1), argument.group(2));
        start = at + 1;
      }
    }
    return arguments;
  }

  /** Where the parenthesis closes that was opened before {@code from}. */
  private static int closing(String text, int from) throws MigrationException {
    int depth = 1;
    for (int at = from; at < text.length(); at++) {
      depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    throw new MigrationException("a parenthesis is not closed: " + text.substring(from));
  }
}
