package dev.faultline.ingest.source.prose;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of day as people write it: {@code 22:07 UTC}, {@code 10:07 PM PDT}, {@code 7 am}, {@code
 * 22:07 UTC+2}.
 *
 * @param time the time of day
 * @param offset of its zone; empty if it names none
 */
record ProseClock(LocalTime time, Optional<ZoneOffset> offset) {

  private static final String HALF = "[ap]\\.?m\\b\\.?";
  private static final String ZONE =
      "(?: ?\\(?(?:(?:UTC|GMT)(?: ?[+-]\\d{1,2}(?::?\\d{2})?)?|Z|[A-Z]{1,3}T)\\b\\)?)";

  /** A time of day inside a larger pattern, for text with single blanks. */
  static final String PATTERN =
      "(?:(?:\\d{1,2}[:.]\\d{2}(?!\\.?\\d)(?::\\d{2}(?:\\.\\d{1,9})?)?(?: ?"
          + HALF
          + ")?|\\d{1,2} ?"
          + HALF
          + "|\\d{4}(?= ?\\(?(?:UTC|GMT)\\b))(?: ?(?:hrs?|hours)\\b)?"
          + ZONE
          + "?(?:[+-]\\d{2}:\\d{2}\\b)?)";

  private static final Pattern PARTS =
      Pattern.compile("^(\\d{1,2}?)(?:[:.]?(\\d{2}))?(?::(\\d{2})(?:\\.\\d+)?)?(?![\\d:])(.*)$");
  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,2})(?::?(\\d{2}))?");
  private static final Pattern HALF_DAY = Pattern.compile("(?i)^ ?([ap])\\.?m\\b");
  private static final Pattern ZONE_NAME = Pattern.compile("\\b(UTC|GMT|Z|[A-Z]{1,3}T)\\b");

  /** Zones whose letters mean one thing to those who write status pages. */
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("Z", 0),
          Map.entry("WET", 0),
          Map.entry("CET", 1),
          Map.entry("CEST", 2),
          Map.entry("EET", 2),
          Map.entry("EEST", 3),
          Map.entry("EST", -5),
          Map.entry("EDT", -4),
          Map.entry("CDT", -5),
          Map.entry("MST", -7),
          Map.entry("MDT", -6),
          Map.entry("PST", -8),
          Map.entry("PDT", -7),
          Map.entry("JST", 9));

  /** Reads what {@link #PATTERN} found; empty if there is no such time, or its zone is unknown. */
  static Optional<ProseClock> of(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String rest = parts.group(4);
    Matcher half = HALF_DAY.matcher(rest);
    try {
      int hour = Integer.parseInt(parts.group(1));
      if (half.find()) {
        hour = ofHalfDay(hour, half.group(1).toLowerCase(Locale.ROOT).equals("p"));
      }
      LocalTime time = LocalTime.of(hour, number(parts.group(2)), number(parts.group(3)));
      return withZone(time, rest);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int ofHalfDay(int hour, boolean afternoon) {
    if (hour < 1 || hour > 12) {
      throw new DateTimeException("no hour of half a day");
    }
    return hour % 12 + (afternoon ? 12 : 0);
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static Optional<ProseClock> withZone(LocalTime time, String rest) {
    Matcher offset = OFFSET.matcher(rest);
    if (offset.find()) {
      int sign = offset.group(1).equals("-") ? -1 : 1;
      int hours = sign * Integer.parseInt(offset.group(2));
      int minutes = sign * number(offset.group(3));
      return Optional.of(
          new ProseClock(time, Optional.of(ZoneOffset.ofHoursMinutes(hours, minutes))));
    }
    Matcher zone = ZONE_NAME.matcher(rest);
    if (!zone.find()) {
      return Optional.of(new ProseClock(time, Optional.empty()));
    }
    Integer hours = ZONES.get(zone.group(1));
    return hours == null
        ? Optional.empty()
        : Optional.of(new ProseClock(time, Optional.of(ZoneOffset.ofHours(hours))));
  }
}
