package dev.faultline.snapshot.content;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A row as a line of text that does not depend on an engine, a format or its version: cells in the
 * order of the columns, apart by tabs. Null is {@code \N}; integers are decimal; an instant is its
 * milliseconds since 1970; a fraction is the 16 hexadecimal digits of its IEEE 754 bits; of a text
 * backslash, tab, line feed and carriage return are escaped; an array is its cells, a map its
 * {@code key=value}, a tuple its cells in parentheses, apart by commas. The digest of a file is the
 * SHA-256 of the lines of its rows in the order of its key, each with a line feed.
 */
final class CanonicalRow {

  private CanonicalRow() {}

  /** An expression of the text of a row. */
  static String of(List<FileColumn> columns) {
    return columns.stream()
        .map(CanonicalRow::cell)
        .collect(Collectors.joining(", '\\t', ", "concat(", ", '')"));
  }

  private static String cell(FileColumn column) {
    String name = "`" + column.name() + "`";
    return column.isNullable()
        ? "ifNull(%s, '\\\\N')".formatted(value(name, column.typeOfValues()))
        : value(name, column.type());
  }

  private static String value(String name, String type) {
    if (type.startsWith("Float")) {
      return fraction(name);
    }
    if (type.startsWith("DateTime64")) {
      return "toString(toUnixTimestamp64Milli(%s))".formatted(name);
    }
    if (type.startsWith("Map(")) {
      boolean fractions = type.endsWith("Float64)");
      return "arrayStringConcat(arrayMap((k, v) -> concat(%s, '=', %s), mapKeys(%s), mapValues(%s)), ',')"
          .formatted(escaped("k"), fractions ? fraction("v") : "toString(v)", name, name);
    }
    if (type.startsWith("Array(Tuple(")) {
      return "arrayStringConcat(arrayMap(t -> concat('(', %s, ',', %s, ',', %s, ')'), %s), ',')"
          .formatted(part("t.1"), part("t.2"), part("t.3"), name);
    }
    if (type.startsWith("Array(")) {
      return "arrayStringConcat(arrayMap(v -> %s, %s), ',')"
          .formatted(escaped("toString(v)"), name);
    }
    return type.equals("String") ? escaped(name) : "toString(%s)".formatted(name);
  }

  /** Scopes of incidents: three texts, of which two may be null. */
  private static String part(String name) {
    return "ifNull(%s, '\\\\N')".formatted(escaped("toString(%s)".formatted(name)));
  }

  private static String fraction(String name) {
    return "leftPad(lower(hex(reinterpretAsUInt64(%s))), 16, '0')".formatted(name);
  }

  private static String escaped(String name) {
    return ("replaceAll(replaceAll(replaceAll(replaceAll(%s, '\\\\', '\\\\\\\\'), '\\t', '\\\\t'),"
            + " '\\n', '\\\\n'), '\\r', '\\\\r')")
        .formatted(name);
  }
}
