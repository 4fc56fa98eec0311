package dev.faultline.ingest.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A field with a fixed set of values, written in lower case: the names of an enum.
 *
 * @param <E> the enum
 */
public final class Choice<E extends Enum<E>> {

  private final String field;
  private final Map<String, E> values;
  private final String known;

  /**
   * @param field the field's name, for refusals
   * @param type the enum whose names it takes
   */
  public Choice(String field, Class<E> type) {
    this.field = field;
    E[] constants = type.getEnumConstants();
    this.values =
        Arrays.stream(constants).collect(Collectors.toMap(Choice::text, Function.identity()));
    this.known = Arrays.stream(constants).map(Choice::text).collect(Collectors.joining(", "));
  }

  /**
   * Reads a required value.
   *
   * @throws RefusedException if it is missing or not one of the names
   */
  public E required(String text) throws RefusedException {
    if (text == null) {
      throw new RefusedException(field, "is required: one of " + known);
    }
    E value = values.get(text);
    if (value == null) {
      throw new RefusedException(field, Quoted.of(text) + " is not one of " + known);
    }
    return value;
  }

  /**
   * Reads a value that may be missing.
   *
   * @return null if it is missing
   * @throws RefusedException if it is not one of the names
   */
  public E optional(String text) throws RefusedException {
    return text == null ? null : required(text);
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
