package dev.faultline.ingest.source.aws;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When the updates of an event were posted. AWS's status page before 2023 wrote it into the HTML of
 * the description, one label an update: a time of day in PST or PDT, mostly without a day.
 *
 * <p>The first label without a day is at that time of day which is nearest to the event's date;
 * each later one is the first such time of day that is not before the label before it. A day
 * without a year is the nearest such day. The abbreviation alone decides the offset, whatever the
 * season.
 */
final class AwsUpdateTimes {

  private static final Pattern LABEL = Pattern.compile("<span class=[\"']yellowfg[\"']>([^<]*)");
  private static final Pattern TIME =
      Pattern.compile(
          "(?:([A-Z][a-z]{2} [0-9]{1,2}), {0,4})?([0-9]{1,2}:[0-9]{2} [AP]M) (PST|PDT)");
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("h:mm a", Locale.ENGLISH);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH);
  private static final ZoneOffset PST = ZoneOffset.ofHours(-8);
  private static final ZoneOffset PDT = ZoneOffset.ofHours(-7);

  private record Label(Optional<MonthDay> day, LocalTime time, ZoneOffset offset) {}

  private AwsUpdateTimes() {}

  /**
   * The times of all updates, in the order of the page.
   *
   * @param description null if there is none
   * @param date the event's
   * @throws RefusedException if a label is not understood
   */
  static List<Instant> of(String description, Instant date) throws RefusedException {
    List<Instant> times = new ArrayList<>();
    Matcher labels = LABEL.matcher(description == null ? "" : description);
    while (labels.find()) {
      Label label = label(labels.group(1).replace("&nbsp;", " ").strip());
      Instant before = times.isEmpty() ? date : times.get(times.size() - 1);
      times.add(time(label, before, times.isEmpty()));
    }
    return times;
  }

  private static Label label(String text) throws RefusedException {
    Matcher matcher = TIME.matcher(text);
    if (matcher.matches()) {
      try {
        String day = matcher.group(1);
        return new Label(
            day == null ? Optional.empty() : Optional.of(MonthDay.parse(day, DAY)),
            LocalTime.parse(matcher.group(2), TIME_OF_DAY),
            matcher.group(3).equals("PST") ? PST : PDT);
      } catch (DateTimeException e) {
        // refused below like other texts that are no time
      }
    }
    throw new RefusedException(
        "description", Quoted.of(text) + " is not a time of day such as 8:22 AM PST");
  }

  private static Instant time(Label label, Instant before, boolean first) throws RefusedException {
    OffsetDateTime sameDay = before.atOffset(label.offset).with(label.time);
    if (label.day.isPresent()) {
      return onDay(label.day.get(), sameDay, before);
    }
    if (first) {
      return nearest(Stream.of(-1, 0, 1).map(sameDay::plusDays), before);
    }
    return (sameDay.toInstant().isBefore(before) ? sameDay.plusDays(1) : sameDay).toInstant();
  }

  private static Instant onDay(MonthDay day, OffsetDateTime sameDay, Instant before)
      throws RefusedException {
    List<OffsetDateTime> years =
        Stream.of(-1, 0, 1)
            .map(difference -> sameDay.getYear() + difference)
            .filter(year -> Year.of(year).isValidMonthDay(day))
            .map(year -> sameDay.with(day.atYear(year)))
            .toList();
    if (years.isEmpty()) {
      throw new RefusedException("description", day + " is not a day of that year");
    }
    return nearest(years.stream(), before);
  }

  private static Instant nearest(Stream<OffsetDateTime> candidates, Instant to) {
    return candidates
        .map(OffsetDateTime::toInstant)
        .min((a, b) -> Duration.between(a, to).abs().compareTo(Duration.between(b, to).abs()))
        .orElseThrow();
  }
}
