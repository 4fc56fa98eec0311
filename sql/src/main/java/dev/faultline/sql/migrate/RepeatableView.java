package dev.faultline.sql.migrate;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view of the schema. Its text stands once, in {@code R__name.sql}, and is applied again whenever
 * it or something that it reads has changed.
 *
 * @param name the view's name
 * @param template its one statement, with macros
 */
public record RepeatableView(String name, String template) {

  private static final Pattern FILE = Pattern.compile("R__([a-z0-9_]+)\\.sql");
  private static final Pattern OBJECT = Pattern.compile("\\{database}\\.([a-z0-9_]+)");

  /** Whether a file holds a view. */
  static boolean isNamed(String file) {
    return FILE.matcher(file).matches();
  }

  /**
   * Takes a file's name apart.
   *
   * @throws IllegalArgumentException if the file's name is not {@code R__name.sql}, or it does not
   *     create the view of that name
   */
  public static RepeatableView of(String file, String template) {
    Matcher matcher = FILE.matcher(file);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + file + "' is not named R__name.sql");
    }
    String name = matcher.group(1);
    if (!template.contains("CREATE OR REPLACE VIEW {database}." + name + " ")) {
      throw new IllegalArgumentException(file + " does not create the view " + name);
    }
    return new RepeatableView(name, template.replace("\r\n", "\n"));
  }

  /** The file it stands in. */
  public String file() {
    return "R__" + name + ".sql";
  }

  /** The names of the tables and views that its text mentions, itself left out; in order. */
  Set<String> reads() {
    Set<String> names = new TreeSet<>();
    Matcher matcher = OBJECT.matcher(template);
    while (matcher.find()) {
      if (!matcher.group(1).equals(name)) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }
}
