package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where one field comes from. The texts of the columns, none of them missing, are joined and
 * trimmed; a text in {@code values} becomes what stands there, others go through the conversion;
 * the fallback stands in for what is missing.
 *
 * @param columns the columns or JSON members; none for a constant, which is its fallback
 * @param separator what stands between several columns
 * @param missing the texts that mean that a column says nothing
 * @param trimming what part of the text counts
 * @param values what texts mean; an empty meaning is that nothing is known
 * @param others what becomes of a text that is not in {@code values}, where there are any
 * @param conversion of texts that are not in {@code values}
 * @param fallback what a missing value is
 */
record FieldMapping(
    List<String> columns,
    String separator,
    Set<String> missing,
    Trimming trimming,
    Map<String, Optional<String>> values,
    Others others,
    Conversion conversion,
    Optional<String> fallback) {

  /** What becomes of a text without a meaning of its own. */
  enum Others {
    REFUSE,
    KEEP,
    MISSING
  }

  private static final int MOST_LISTED = 10;

  public FieldMapping {
    columns = List.copyOf(columns);
    missing = Set.copyOf(missing);
    values = Map.copyOf(values);
  }

  /** A column that is written as we write the field. */
  static FieldMapping column(String name) {
    return new FieldMapping(
        List.of(name),
        "",
        Set.of(),
        Trimming.NONE,
        Map.of(),
        Others.KEEP,
        Conversion.NONE,
        Optional.empty());
  }

  /**
   * The field's text; null if it is missing.
   *
   * @throws RefusedException if the record's text does not fit, without the field's name
   */
  String value(Cells cells) throws RefusedException {
    String text = said(cells);
    String meaning = text == null ? null : meaning(text);
    return meaning == null ? fallback.orElse(null) : meaning;
  }

  private String said(Cells cells) throws RefusedException {
    if (columns.size() == 1) {
      return given(cells.text(columns.get(0)));
    }
    StringBuilder joined = new StringBuilder();
    for (String column : columns) {
      String text = given(cells.text(column));
      if (text == null) {
        return null;
      }
      joined.append(joined.length() == 0 ? "" : separator).append(text);
    }
    return joined.length() == 0 ? null : joined.toString();
  }

  private String given(String text) {
    return text == null || text.isEmpty() || missing.contains(text) ? null : text;
  }

  private String meaning(String said) throws RefusedException {
    String text = given(trimming.of(said));
    if (text == null) {
      return null;
    }
    Optional<String> meaning = values.get(text);
    if (meaning != null) {
      return meaning.orElse(null);
    }
    return switch (others) {
      case KEEP -> conversion.convert(text);
      case MISSING -> null;
      case REFUSE ->
          throw new RefusedException(
              null, Quoted.of(text) + " is not in the mapping's values: " + listed());
    };
  }

  private String listed() {
    Set<String> sorted = new TreeSet<>(values.keySet());
    String first = String.join(", ", sorted.stream().limit(MOST_LISTED).toList());
    return sorted.size() > MOST_LISTED ? first + ", …" : first;
  }
}
