package dev.faultline.service.retry;

import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How long to wait between attempts: twice as long each time from the first delay to the longest,
 * each drawn from half of it to one and a half of it, so that many clients do not return to a
 * recovering server at once.
 *
 * @param first the delay after the first failure, at least 2 ms
 * @param longest no delay is longer, greater than the first
 */
public record Backoff(Duration first, Duration longest) {

  private static final double JITTER = 0.5;

  /** From 0.1 to 10 seconds. */
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

  /** Without an end: whoever tries again decides when to give up. */
  RetryPolicy<Object> policy() {
    return RetryPolicy.builder()
        .withMaxRetries(-1)
        // jitter comes on top of the delay
        .withBackoff(first.toNanos(), scaled(longest), ChronoUnit.NANOS)
        .withJitter(JITTER)
        .build();
  }

  private static long scaled(Duration longest) {
    return (long) (longest.toNanos() / (1 + JITTER));
  }
}
