package dev.faultline.sql.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a file of a query. Its comment at the top is the question, then notes, then a line {@code
 * Parameters:} with a line each, {@code name Type = 'default': meaning.}, and a line {@code
 * Columns:} with a line each, {@code name Type: meaning.} A line that is indented further goes on
 * with the one before.
 */
final class QueryFile {

  private static final Pattern ENTRY =
      Pattern.compile("([a-z0-9_]+) ([A-Za-z0-9]+(?:\\([^:=]+\\))?)(?: = '([^']*)')?: (.+)");

  private final String name;
  private final String text;
  private final List<String> lines = new ArrayList<>();

  private QueryFile(String name, String text) {
    this.name = name;
    this.text = text;
    for (String line : text.lines().takeWhile(line -> line.startsWith("--")).toList()) {
      String content = line.substring(2);
      if (content.startsWith("     ")) {
        int last = lines.size() - 1;
        lines.set(last, lines.get(last) + " " + content.strip());
      } else {
        lines.add(content.strip());
      }
    }
  }

  /**
   * @throws IllegalArgumentException if the comment is not as it has to be
   */
  static NamedQuery parse(String name, String text) {
    return new QueryFile(name, text).parse();
  }

  private NamedQuery parse() {
    int parameters = lines.indexOf("Parameters:");
    int columns = lines.indexOf("Columns:");
    if (lines.isEmpty() || columns < 0 || parameters > columns) {
      throw new IllegalArgumentException(
          name + " has no comment with a question, 'Parameters:' and 'Columns:'");
    }
    int endOfNotes = parameters < 0 ? columns : parameters;
    return new NamedQuery(
        name,
        lines.get(0),
        String.join("\n", lines.subList(1, endOfNotes)).strip(),
        parameters < 0
            ? List.of()
            : entries(parameters, columns).stream().map(QueryFile::parameter).toList(),
        entries(columns, lines.size()).stream().map(QueryFile::column).toList(),
        text);
  }

  private List<Matcher> entries(int heading, int end) {
    List<Matcher> entries = new ArrayList<>();
    for (String line : lines.subList(heading + 1, end)) {
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches()) {
        entries.add(entry);
      } else if (!line.isEmpty()) {
        throw new IllegalArgumentException(name + ": '" + line + "' is not 'name Type: meaning'");
      }
    }
    return entries;
  }

  private static QueryParameter parameter(Matcher entry) {
    return new QueryParameter(
        entry.group(1), entry.group(2), Optional.ofNullable(entry.group(3)), entry.group(4));
  }

  private static QueryColumn column(Matcher entry) {
    return new QueryColumn(entry.group(1), entry.group(2), entry.group(4));
  }
}
