package dev.faultline.ingest.check;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Which times a record may carry. Times are read as RFC 3339 text with an offset, and kept to the
 * millisecond (the rest is cut off).
 *
 * @param clock tells now
 * @param futureAllowed whether observations may lie in the future, which an import may ask for
 */
public record TimeLimits(Clock clock, boolean futureAllowed) {

  /** Nothing that Faultline measures existed before the first Bitcoin block's year. */
  public static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");

  /** The end of what ClickHouse's DateTime64(3) can hold. */
  public static final Instant LATEST = Instant.parse("2299-12-31T00:00:00Z");

  /** How wrong a sender's clock may be. */
  public static final Duration CLOCK_ERROR = Duration.ofMinutes(5);

  /** The limits of live feeds: at most five minutes in the future. */
  public static TimeLimits live(Clock clock) {
    return new TimeLimits(clock, false);
  }

  /**
   * Reads when something was seen, which cannot be in the future.
   *
   * @throws RefusedException if it is no time with an offset, before 2009 or in the future
   */
  public Instant seen(String field, String text) throws RefusedException {
    return seen(field, parse(field, text));
  }

  /**
   * Checks when something was seen, which cannot be in the future.
   *
   * @throws RefusedException if it is before 2009 or in the future
   */
  public Instant seen(String field, Instant time) throws RefusedException {
    Instant now = clock.instant();
    if (!futureAllowed && time.isAfter(now.plus(CLOCK_ERROR))) {
      throw new RefusedException(
          field,
          time
              + " is more than "
              + CLOCK_ERROR.toMinutes()
              + " minutes in the future (it is "
              + now.truncatedTo(ChronoUnit.SECONDS)
              + " here)");
    }
    return withinRange(field, time);
  }

  /**
   * Reads when something is said to begin or end, which may well be planned for the future.
   *
   * @throws RefusedException if it is no time with an offset, before 2009 or after 2299
   */
  public static Instant stated(String field, String text) throws RefusedException {
    return stated(field, parse(field, text));
  }

  /**
   * Checks when something is said to begin or end, which may well be planned for the future.
   *
   * @throws RefusedException if it is before 2009 or after 2299
   */
  public static Instant stated(String field, Instant time) throws RefusedException {
    return withinRange(field, time);
  }

  private static Instant withinRange(String field, Instant time) throws RefusedException {
    if (time.isBefore(EARLIEST)) {
      throw new RefusedException(field, time + " is before 2009");
    }
    if (time.isAfter(LATEST)) {
      throw new RefusedException(field, time + " is after 2299");
    }
    return time;
  }

  private static Instant parse(String field, String text) throws RefusedException {
    long plain = PlainTime.millis(text);
    if (plain != PlainTime.OTHER) {
      return Instant.ofEpochMilli(plain);
    }
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      throw new RefusedException(
          field, Quoted.of(text) + " is not a time with an offset, such as 2025-10-20T00:57:00Z");
    }
  }
}
