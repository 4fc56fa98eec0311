package dev.faultline.sql.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a published and a recomputed value are one. Integers, texts and nulls must be equal.
 * Fractions are published rounded once and recomputed in doubles: they may differ by {@link
 * #TOLERANCE}, absolute below 1 and relative above.
 */
final class SameValue {

  static final double TOLERANCE = 1e-11;

  private SameValue() {}

  static boolean of(Object published, Object recomputed) {
    if (published == null || recomputed == null) {
      return published == recomputed;
    }
    if (published instanceof Number one && recomputed instanceof Number other) {
      return isFraction(one) || isFraction(other)
          ? close(one.doubleValue(), other.doubleValue())
          : integer(one).equals(integer(other));
    }
    if (published instanceof Map<?, ?> one && recomputed instanceof Map<?, ?> other) {
      return sameEntries(one, other);
    }
    return text(published).equals(text(recomputed));
  }

  private static String text(Object value) {
    return value instanceof Object[] array ? Arrays.toString(array) : value.toString();
  }

  /** Whether a published count is no more than the recomputed one. */
  static boolean atMost(Object published, Object recomputed) {
    return published instanceof Number one
        && recomputed instanceof Number other
        && integer(one).compareTo(integer(other)) <= 0;
  }

  private static boolean isFraction(Number number) {
    return number instanceof Double || number instanceof Float;
  }

  private static boolean close(double one, double other) {
    double scale = Math.max(1, Math.max(Math.abs(one), Math.abs(other)));
    return Math.abs(one - other) <= TOLERANCE * scale;
  }

  private static BigInteger integer(Number number) {
    return new BigDecimal(number.toString()).toBigIntegerExact();
  }

  private static boolean sameEntries(Map<?, ?> one, Map<?, ?> other) {
    Map<String, Object> first = byName(one);
    Map<String, Object> second = byName(other);
    Set<String> names = first.keySet();
    return names.equals(second.keySet())
        && names.stream().allMatch(name -> of(first.get(name), second.get(name)));
  }

  private static Map<String, Object> byName(Map<?, ?> map) {
    return map.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
  }
}
