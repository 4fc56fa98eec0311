package dev.faultline.sql.block;

import java.util.ArrayList;
import java.util.List;

/** From the types that {@code system.columns} spells to how their values are kept. */
final class ColumnTypes {

  private ColumnTypes() {}

  /**
   * An empty column.
   *
   * @throws IllegalArgumentException if no table of the sink has had such a type yet
   */
  static ColumnData of(String type) {
    int open = type.indexOf('(');
    String name = open < 0 ? type : type.substring(0, open);
    List<String> inner = open < 0 ? List.of() : split(type.substring(open + 1, type.length() - 1));
    return switch (name) {
      case "Bool", "UInt8", "Int8" -> new FixedData(Byte.BYTES);
      case "UInt16", "Int16" -> new FixedData(Short.BYTES);
      case "UInt32", "Int32", "DateTime", "Float32" -> new FixedData(Integer.BYTES);
      case "UInt64", "Int64", "Float64", "DateTime64" -> new FixedData(Long.BYTES);
      case "String" -> new TextData();
      case "Nullable" -> new NullableData(of(inner.get(0)));
      case "Array" -> new ArrayData(of(inner.get(0)));
      case "Map" -> new ArrayData(new TupleData(inner.stream().map(ColumnTypes::of).toList()));
      case "Tuple" -> new TupleData(inner.stream().map(ColumnTypes::ofElement).toList());
      case "LowCardinality" -> dictionary(type, inner.get(0));
      default -> throw unknown(type);
    };
  }

  /** An element of a tuple has a name before its type. */
  private static ColumnData ofElement(String element) {
    int space = element.indexOf(' ');
    int open = element.indexOf('(');
    return of(space > 0 && (open < 0 || space < open) ? element.substring(space + 1) : element);
  }

  private static ColumnData dictionary(String type, String inner) {
    return switch (inner) {
      case "String" -> new DictionaryData(false);
      case "Nullable(String)" -> new DictionaryData(true);
      default -> throw unknown(type);
    };
  }

  private static IllegalArgumentException unknown(String type) {
    return new IllegalArgumentException("no column is known of type " + type);
  }

  /** At the commas that stand in no brackets. */
  private static List<String> split(String types) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int at = 0; at < types.length(); at++) {
      switch (types.charAt(at)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(types.substring(from, at).strip());
            from = at + 1;
          }
        }
        default -> {
          // part of a name
        }
      }
    }
    parts.add(types.substring(from).strip());
    return parts;
  }
}
