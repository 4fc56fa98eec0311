package dev.faultline.api.resource;

import dev.faultline.api.http.Arguments;
import dev.faultline.api.http.Problem;
import java.time.Duration;
import java.time.Instant;

/**
 * The stretch of time that a chart shows, and how far its points are apart.
 *
 * @param from exclusive
 * @param to inclusive
 * @param stepSeconds at least 1
 */
record TimeRange(Instant from, Instant to, int stepSeconds) {

  private static final int POINTS = 300;
  private static final int MOST_POINTS = 2_000;
  private static final Duration DAY = Duration.ofDays(1);
  private static final int LONGEST_STEP = 366 * 86_400;

  /**
   * Reads {@code from}, {@code to} and {@code step}.
   *
   * @param newest where it ends unless the request says otherwise
   */
  static TimeRange of(Arguments arguments, Instant newest) {
    Instant to = arguments.time("to").orElse(newest);
    Instant from = arguments.time("from").orElse(to.minus(DAY));
    if (!from.isBefore(to)) {
      throw Problem.parameter("from", "It must be before 'to', which is " + to + ".");
    }
    long seconds = Duration.between(from, to).toSeconds();
    int step =
        arguments
            .number("step", 1, LONGEST_STEP)
            .orElseGet(() -> (int) Math.min(LONGEST_STEP, Math.max(1, seconds / POINTS)));
    if (seconds / step > MOST_POINTS) {
      throw Problem.parameter(
          "step",
          "From %s to %s, a step of %d s gives more than %d points; give at least %d."
              .formatted(from, to, step, MOST_POINTS, seconds / MOST_POINTS + 1));
    }
    return new TimeRange(from, to, step);
  }
}
