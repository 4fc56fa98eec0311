package dev.faultline.ingest.leader;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For how long a leader may go on without being confirmed. Counted by a clock of this machine that
 * does not jump, and goes on while the process is stopped. Safe for use by several threads.
 */
final class Lease {

  private final long length;
  private final LongSupplier nanos;
  private volatile boolean given;
  private volatile long confirmed;

  /**
   * @param length how long a confirmation lasts
   * @param nanos a clock such as {@link System#nanoTime()}
   */
  Lease(Duration length, LongSupplier nanos) {
    this.length = length.toNanos();
    this.nanos = nanos;
  }

  /** The time by the lease's clock, to be taken before a confirmation is asked for. */
  long now() {
    return nanos.getAsLong();
  }

  /** The leader was confirmed at a time that was not before this one. */
  void confirm(long asked) {
    confirmed = asked;
    given = true;
  }

  /** The leader leads no more. */
  void end() {
    given = false;
  }

  /** Whether the leader leads, without a doubt. */
  boolean isHeld() {
    return given && nanos.getAsLong() - confirmed < length;
  }
}
