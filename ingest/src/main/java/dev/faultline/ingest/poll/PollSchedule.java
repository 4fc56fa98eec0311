package dev.faultline.ingest.poll;

import java.time.Duration;
import java.util.Optional;

/**
 * When a feed is polled next. After a success: after its interval, give or take a tenth, so that
 * many pollers do not come at once. After failures: twice as long for each, up to an hour (or the
 * interval, if that is longer), and not before the time the server asked for.
 *
 * @param interval of the feed
 */
public record PollSchedule(Duration interval) {

  private static final Duration LONGEST_BACK_OFF = Duration.ofHours(1);
  private static final Duration FIRST_POLLS_WITHIN = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 20;

  /**
   * How long the first poll waits.
   *
   * @param jitter from 0 to 1
   */
  public Duration first(double jitter) {
    Duration spread = interval.compareTo(FIRST_POLLS_WITHIN) < 0 ? interval : FIRST_POLLS_WITHIN;
    return times(spread, jitter);
  }

  /**
   * How long the next poll waits.
   *
   * @param failures how many polls in a row have failed
   * @param notBefore what the server asked for; not more than a day of it is granted
   * @param jitter from 0 to 1
   */
  public Duration next(int failures, Optional<Duration> notBefore, double jitter) {
    Duration most = interval.compareTo(LONGEST_BACK_OFF) > 0 ? interval : LONGEST_BACK_OFF;
    Duration doubled = interval.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    Duration wait = times(doubled.compareTo(most) < 0 ? doubled : most, 0.9 + 0.2 * jitter);
    Duration asked = notBefore.orElse(Duration.ZERO);
    Duration granted = asked.compareTo(Duration.ofDays(1)) < 0 ? asked : Duration.ofDays(1);
    return granted.compareTo(wait) > 0 ? granted : wait;
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofMillis(Math.round(duration.toMillis() * factor));
  }
}
