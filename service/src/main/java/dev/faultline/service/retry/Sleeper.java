package dev.faultline.service.retry;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits. Tests give one that does not. */
@FunctionalInterface
public interface Sleeper {

  /** Sleeps until the thread is interrupted. */
  Sleeper THREAD = delay -> TimeUnit.NANOSECONDS.sleep(delay.toNanos());

  /**
   * Waits.
   *
   * @throws InterruptedException if whoever waits is to stop
   */
  void sleep(Duration delay) throws InterruptedException;

  /** Stops waiting when the latch opens, as if interrupted. */
  static Sleeper until(CountDownLatch closing) {
    return delay -> {
      if (closing.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedException("closing");
      }
    };
  }
}
