package dev.faultline.ingest.watermark;

import java.time.Duration;
import java.time.Instant;

/**
 * When a population's slots close: slot T (a multiple of the step since the epoch) when its clock
 * reaches T + grace; and for how long a publisher goes on with one that it is no longer fed.
 *
 * @param step the length of a slot, at least a millisecond
 * @param grace how long a slot stays open after its end
 * @param publisherLag how far a publisher may be behind the newest watermark and still hold the
 *     population's
 * @param longestWindow a node that is not seen for longer counts no more
 * @param isDefault whether the population has no rules of its own
 */
public record Cadence(
    Duration step,
    Duration grace,
    Duration publisherLag,
    Duration longestWindow,
    boolean isDefault) {

  /** A step of 60 s, a grace of 30 s, a lag and a longest window of a day. */
  public static final Cadence DEFAULT = new Cadence(Duration.ofSeconds(60), Duration.ofSeconds(30));

  /** A default one with a lag and a longest window of a day. */
  public Cadence(Duration step, Duration grace) {
    this(step, grace, Duration.ofDays(1), Duration.ofDays(1), true);
  }

  /** Refuses a step under a millisecond and a negative grace. */
  public Cadence {
    if (step.toMillis() < 1 || grace.isNegative() || publisherLag.isNegative()) {
      throw new IllegalArgumentException(
          "a step of " + step + " with a grace of " + grace + " closes nothing");
    }
  }

  /**
   * How long a population that is fed no more gets watermarks: until no window holds a node of it
   * in a closed slot, so that its outage is seen, and the lag on top.
   */
  public Duration idleTimeout() {
    return longestWindow.plus(grace).plus(step).plus(publisherLag);
  }

  /** The number of the newest slot that a watermark at t closes. */
  public long newestClosed(Instant t) {
    return Math.floorDiv(t.toEpochMilli() - grace.toMillis(), step.toMillis());
  }

  /** The end of the newest slot that a watermark at t closes. */
  public Instant closedThrough(Instant t) {
    return Instant.ofEpochMilli(newestClosed(t) * step.toMillis());
  }

  /** The watermark that closes the slot in which t lies. */
  public Instant closing(Instant t) {
    long stepMillis = step.toMillis();
    long slot = -Math.floorDiv(-t.toEpochMilli(), stepMillis);
    return Instant.ofEpochMilli(slot * stepMillis).plus(grace);
  }
}
