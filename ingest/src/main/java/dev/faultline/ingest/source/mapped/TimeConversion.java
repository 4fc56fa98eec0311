package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Ways of writing a time, each as the RFC 3339 text that the checks read. */
final class TimeConversion {

  private static final int MILLIS = 3;
  private static final OffsetDateTime SAMPLE =
      OffsetDateTime.of(2025, 10, 20, 13, 57, 31, 0, ZoneOffset.UTC);

  private TimeConversion() {}

  /** Seconds since 1970, perhaps with a fraction. */
  static String epochSeconds(String text) throws RefusedException {
    return Instant.ofEpochMilli(DecimalNumber.cut(text, MILLIS)).toString();
  }

  /** Milliseconds since 1970. */
  static String epochMillis(String text) throws RefusedException {
    return Instant.ofEpochMilli(DecimalNumber.cut(text, 0)).toString();
  }

  /**
   * A pattern of {@link DateTimeFormatter} with English names. A date alone is its midnight. A time
   * that the zone's clocks skip is taken as theirs an hour on, one that they show twice as the
   * first.
   *
   * @param zone of times that are written without an offset
   * @throws MappingException if the pattern gives no time, or one without an offset and no zone is
   *     given
   */
  static Conversion pattern(String pattern, Optional<ZoneId> zone) throws MappingException {
    DateTimeFormatter formatter;
    Object sample;
    try {
      formatter =
          new DateTimeFormatterBuilder()
              .appendPattern(pattern)
              .parseDefaulting(ChronoField.ERA, 1)
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
      sample = parse(formatter, formatter.format(SAMPLE));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MappingException(
          Quoted.of(pattern)
              + " is not a pattern of a date and a time such as yyyy-MM-dd HH:mm:ss ("
              + Quoted.line(String.valueOf(e.getMessage()), 120)
              + ")");
    }
    if (!(sample instanceof OffsetDateTime) && zone.isEmpty()) {
      throw new MappingException(
          "gives no offset, so a zone is needed too, such as zone: UTC or zone: Europe/Berlin");
    }
    return text -> instant(formatter, text, zone).toString();
  }

  private static Instant instant(DateTimeFormatter formatter, String text, Optional<ZoneId> zone)
      throws RefusedException {
    TemporalAccessor time;
    try {
      time = parse(formatter, text);
    } catch (DateTimeException e) {
      throw new RefusedException(
          null, Quoted.of(text) + " is not a time such as " + formatter.format(SAMPLE));
    }
    if (time instanceof OffsetDateTime offset) {
      return offset.toInstant();
    }
    LocalDateTime local =
        time instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.from(time);
    return local.atZone(zone.orElseThrow()).toInstant();
  }

  private static TemporalAccessor parse(DateTimeFormatter formatter, String text) {
    return formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
  }
}
