package dev.faultline.ingest.source.prose;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment as it was written.
 *
 * @param clock its time of day
 * @param date its day; empty if it names none
 */
record ProseMoment(ProseClock clock, Optional<LocalDate> date) {

  private static final Pattern CLOCK = Pattern.compile("(?i)" + ProseClock.PATTERN);
  private static final Pattern DATE = Pattern.compile("(?i)" + ProseDate.PATTERN);

  /**
   * Reads the first day and the first time of day in a text.
   *
   * @param newest the day that it is not after, if it names no year
   * @return empty if there is no time of day, or what looks like a day is none
   */
  static Optional<ProseMoment> of(String moment, LocalDate newest) {
    Matcher day = DATE.matcher(moment);
    String rest = moment;
    Optional<LocalDate> date = Optional.empty();
    if (day.find()) {
      date = ProseDate.of(day.group(), newest);
      rest = moment.substring(0, day.start()) + " ; " + moment.substring(day.end());
      if (date.isEmpty()) {
        return Optional.empty();
      }
    }
    Matcher time = CLOCK.matcher(rest);
    Optional<LocalDate> onDay = date;
    return time.find()
        ? ProseClock.of(time.group()).map(clock -> new ProseMoment(clock, onDay))
        : Optional.empty();
  }

  /** When it is, on a day and in a zone that stand in for those it does not name. */
  Instant instant(LocalDate otherwise, ZoneOffset zone) {
    return date.orElse(otherwise).atTime(clock.time()).toInstant(clock.offset().orElse(zone));
  }
}
