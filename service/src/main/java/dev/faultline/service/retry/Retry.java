package dev.faultline.service.retry;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Tries again what fails for a while, in the thread that calls, and says so. Safe for several
 * threads if its listener is.
 */
public final class Retry {

  private final Backoff backoff;
  private final Sleeper sleeper;
  private final RetryListener listener;
  private final Duration atMost;

  private Retry(Backoff backoff, Sleeper sleeper, RetryListener listener, Duration atMost) {
    this.backoff = backoff;
    this.sleeper = sleeper;
    this.listener = listener;
    this.atMost = atMost;
  }

  /** Tries for as long as it takes. */
  public static Retry forever(Backoff backoff, Sleeper sleeper, RetryListener listener) {
    return new Retry(backoff, sleeper, listener, null);
  }

  /** The same, but gives up when it would have waited longer than this in all. */
  public Retry atMost(Duration wait) {
    return new Retry(backoff, sleeper, listener, wait);
  }

  /**
   * Something that may fail.
   *
   * @param <T> what it returns
   * @param <X> what it throws
   */
  @FunctionalInterface
  public interface Attempt<T, X extends Exception> {
    /** Tries once. */
    T run() throws X;
  }

  /**
   * Runs until it succeeds.
   *
   * @param what is tried, for the listener
   * @param isPassing whether a failure may be over at the next attempt
   * @throws X the first failure that is not passing, or the last one before giving up
   * @throws InterruptedException if the sleeper is to stop; nothing is under way then
   */
  public <T, X extends Exception> T call(
      String what, Attempt<T, X> attempt, Predicate<? super Exception> isPassing)
      throws X, InterruptedException {
    RetryDelays delays = new RetryDelays(backoff);
    Duration waited = Duration.ZERO;
    while (true) {
      try {
        T result = attempt.run();
        if (delays.failures() > 0) {
          listener.recovered(what);
        }
        return result;
      } catch (Exception e) {
        if (!isPassing.test(e)) {
          throw e;
        }
        Duration delay = delays.next(e);
        waited = waited.plus(delay);
        if (atMost != null && waited.compareTo(atMost) > 0) {
          throw e;
        }
        listener.waiting(what, delays.failures(), delay, e);
        sleeper.sleep(delay);
      }
    }
  }
}
