package dev.faultline.service.retry;

import dev.failsafe.Execution;
import java.time.Duration;

/**
 * The delays of one row of failures, for loops that have other things to do meanwhile and so cannot
 * sleep in {@link Retry}. Not safe for several threads.
 */
public final class RetryDelays {

  private final Backoff backoff;
  private Execution<Object> execution;

  /** Before the first failure. */
  public RetryDelays(Backoff backoff) {
    this.backoff = backoff;
  }

  /**
   * Counts a failure.
   *
   * @return how long to wait before the next attempt
   */
  public Duration next(Throwable failure) {
    if (execution == null) {
      execution = Execution.of(backoff.policy());
    }
    execution.recordException(failure);
    return execution.getDelay();
  }

  /** Attempts that have failed since the last success. */
  public int failures() {
    return execution == null ? 0 : execution.getAttemptCount();
  }

  /** An attempt has succeeded. */
  public void reset() {
    execution = null;
  }
}
