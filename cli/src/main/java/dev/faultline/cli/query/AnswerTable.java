package dev.faultline.cli.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.faultline.cli.output.AlignedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The rows of an answer for people. */
public final class AnswerTable {

  private static final String NONE = "–";
  private static final Pattern FRACTION = Pattern.compile("-?[0-9]+\\.[0-9]{5,}(e-?[0-9]+)?");
  private static final Pattern TIME =
      Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})\\.000");

  private AnswerTable() {}

  /**
   * A table; fractions are rounded to four places, and null is a dash.
   *
   * @param rows in ClickHouse's JSONCompactStringsEachRowWithNames
   */
  public static String of(String rows) throws IOException {
    List<List<String>> lines = read(rows);
    AlignedTable table = new AlignedTable(lines.get(0).toArray(String[]::new));
    for (List<String> line : lines.subList(1, lines.size())) {
      table.row(line.stream().map(AnswerTable::cell).toArray(String[]::new));
    }
    return table.isEmpty() ? "No rows.\n" : table.toString();
  }

  private static List<List<String>> read(String rows) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(rows)) {
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        List<String> line = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          line.add(parser.getText());
        }
        lines.add(line);
      }
    }
    return lines;
  }

  private static String cell(String text) {
    if (text.equals("ᴺᵁᴸᴸ") || text.equals("null")) {
      return NONE;
    }
    if (FRACTION.matcher(text).matches()) {
      return "%.4f".formatted(Double.parseDouble(text));
    }
    return TIME.matcher(text).replaceAll("$1").replaceAll("\\s*\\R\\s*", " ");
  }
}
