package dev.faultline.sql.landing;

import dev.faultline.sql.batch.Backoff;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Waits between attempts, for as long as it takes, but not past the sink's closing. */
final class Patience {

  private final Backoff backoff;
  private final CountDownLatch closing;

  /**
   * @param closing opens when the sink closes
   */
  Patience(Backoff backoff, CountDownLatch closing) {
    this.backoff = backoff;
    this.closing = closing;
  }

  /**
   * Draws the next wait.
   *
   * @param failures attempts that have failed so far, at least 1
   * @return how long the next wait will be
   */
  Duration next(int failures) {
    return backoff.delay(failures, ThreadLocalRandom.current());
  }

  /**
   * Waits.
   *
   * @throws Closing if the sink closes
   */
  void await(Duration delay) throws Closing {
    try {
      if (closing.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Closing();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Closing();
    }
  }

  /** The sink closes: what is not durable stays uncommitted and is landed after the next start. */
  static final class Closing extends Exception {
    Closing() {
      super("the sink is closing", null, false, false);
    }
  }
}
