package dev.faultline.ingest.source.syndication;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something was published: RFC 3339, as Atom has it, or RFC 822, as RSS has it, with the names
 * of zones that RFC 822 lists ({@code Tue, 07 Dec 2021 14:37:00 PST}).
 */
public final class SyndicationTime {

  private static final Pattern NAMED = Pattern.compile("(?i)(.*\\d) ([A-Z]{1,3})");
  private static final Map<String, String> ZONES =
      Map.ofEntries(
          Map.entry("Z", "GMT"),
          Map.entry("UT", "GMT"),
          Map.entry("UTC", "GMT"),
          Map.entry("EST", "-0500"),
          Map.entry("EDT", "-0400"),
          Map.entry("CST", "-0600"),
          Map.entry("CDT", "-0500"),
          Map.entry("MST", "-0700"),
          Map.entry("MDT", "-0600"),
          Map.entry("PST", "-0800"),
          Map.entry("PDT", "-0700"));

  private SyndicationTime() {}

  /**
   * Reads one.
   *
   * @throws RefusedException if it is missing or no such time
   */
  public static Instant of(String field, String text) throws RefusedException {
    if (text == null || text.isBlank()) {
      throw new RefusedException(field, "is required");
    }
    String time = text.strip();
    try {
      return Character.isDigit(time.charAt(0)) && time.indexOf('T') > 0
          ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time, Instant::from)
          : DateTimeFormatter.RFC_1123_DATE_TIME.parse(withOffset(time), Instant::from);
    } catch (DateTimeException e) {
      throw new RefusedException(
          field, Quoted.of(text) + " is not a time such as Thu, 23 Jul 2026 16:29:09 Z");
    }
  }

  private static String withOffset(String time) {
    Matcher named = NAMED.matcher(time);
    if (!named.matches()) {
      return time;
    }
    String zone = named.group(2).toUpperCase(Locale.ROOT);
    return named.group(1) + " " + ZONES.getOrDefault(zone, zone);
  }
}
