package dev.faultline.sql.batch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling from the first to the longest delay, each
 * drawn from its upper half, so that many sinks do not return to a recovering server at once.
 *
 * @param first the longest first wait
 * @param longest the longest of all
 */
public record Backoff(Duration first, Duration longest) {

  private static final int MAX_DOUBLINGS = 30;

  /** From 0.1 to 15 seconds. */
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(15));

  /**
   * The next wait.
   *
   * @param failures attempts that have failed so far, at least 1
   */
  public Duration delay(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long ceiling =
        Math.max(1, Math.min(longest.toMillis(), doubled < 0 ? longest.toMillis() : doubled));
    return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling - ceiling / 2 + 1));
  }
}
