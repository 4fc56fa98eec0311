package dev.faultline.sql.query;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What a named query can be told.
 *
 * @param name as in {@code {name:Type}}
 * @param type ClickHouse's name of it: String, an unsigned integer, Float64 or DateTime64(3, 'UTC')
 * @param defaultValue what holds if it is not given; empty if it must be given
 * @param meaning what it does, one sentence
 */
public record QueryParameter(
    String name, String type, Optional<String> defaultValue, String meaning) {

  private static final String NOW = "now";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  /**
   * A value in the form in which ClickHouse takes parameters.
   *
   * @param text as a user writes it; times as 2025-10-20T00:57:00Z or {@code now}
   * @param now the time that {@code now} is
   * @throws IllegalArgumentException if it is none of the type, saying what one looks like
   */
  String bind(String text, Instant now) {
    if (type.equals("String")) {
      return escaped(text);
    }
    if (type.startsWith("DateTime64")) {
      return TIME.format(text.equals(NOW) ? now : time(text));
    }
    if (type.equals("Float64")) {
      return number(text);
    }
    return integer(text);
  }

  private Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(text, "a time in UTC such as 2025-10-20T00:57:00Z, or now");
    }
  }

  private String number(String text) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return Double.toString(number);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw wrong(text, "a number such as 0.25");
  }

  private String integer(String text) {
    int bits = Integer.parseInt(type.substring("UInt".length()));
    try {
      BigInteger value = new BigInteger(text);
      if (value.signum() >= 0 && value.bitLength() <= bits) {
        return value.toString();
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw wrong(
        text, "a whole number from 0 to " + BigInteger.TWO.pow(bits).subtract(BigInteger.ONE));
  }

  private IllegalArgumentException wrong(String text, String wanted) {
    return new IllegalArgumentException("'" + text + "' for " + name + " is not " + wanted);
  }

  /** ClickHouse reads parameters as the fields of its TabSeparated format. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
