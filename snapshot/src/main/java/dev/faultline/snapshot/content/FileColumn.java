package dev.faultline.snapshot.content;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a file.
 *
 * @param type ClickHouse's type without dictionaries, such as {@code Nullable(UInt64)}
 * @param description what it says and in what unit, as the comment in ClickHouse does
 */
public record FileColumn(String name, String type, String description) {

  private static final String ADDRESS = "ip";
  private static final Pattern DICTIONARY =
      Pattern.compile("LowCardinality\\((String|Nullable\\(String\\))\\)");
  private static final String NULLABLE = "Nullable(";

  /** A column of a table. */
  public static FileColumn of(String name, String type, String comment) {
    Matcher dictionaries = DICTIONARY.matcher(type);
    return new FileColumn(name, dictionaries.replaceAll("$1"), comment);
  }

  /** Whether it is a node's address. */
  public boolean isAddress() {
    return name.equals(ADDRESS);
  }

  /** Whether a cell may be null. */
  public boolean isNullable() {
    return type.startsWith(NULLABLE);
  }

  /** The type of the cells that are not null. */
  public String typeOfValues() {
    return isNullable() ? type.substring(NULLABLE.length(), type.length() - 1) : type;
  }

  /** Frictionless Table Schema's name for the type. */
  public String tableSchemaType() {
    String plain = typeOfValues();
    if (plain.startsWith("UInt") || plain.startsWith("Int")) {
      return "integer";
    }
    if (plain.startsWith("Float")) {
      return "number";
    }
    if (plain.startsWith("DateTime")) {
      return "datetime";
    }
    if (plain.startsWith("Map(")) {
      return "object";
    }
    if (plain.startsWith("Array(")) {
      return "array";
    }
    return plain.equals("Bool") ? "boolean" : "string";
  }
}
