package dev.faultline.ingest.watermark;

import java.time.Duration;
import java.time.Instant;

/** How far records are from being in time order: the most that one lies behind an earlier one. */
public final class MaxOutOfOrderness {

  private Instant newest = Instant.MIN;
  private Duration most = Duration.ZERO;

  /** The next record. */
  public void add(Instant observedAt) {
    if (!observedAt.isBefore(newest)) {
      newest = observedAt;
      return;
    }
    Duration behind = Duration.between(observedAt, newest);
    if (behind.compareTo(most) > 0) {
      most = behind;
    }
  }

  /** The newest; {@link Instant#MIN} if there is none. */
  public Instant newest() {
    return newest;
  }

  /** Zero if there is none behind another. */
  public Duration most() {
    return most;
  }
}
