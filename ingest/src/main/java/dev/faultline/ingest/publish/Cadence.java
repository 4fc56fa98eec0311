package dev.faultline.ingest.publish;

import java.time.Duration;
import java.time.Instant;

/**
 * When a population's slots close: slot T (a multiple of the step since the epoch) when its clock
 * reaches T + grace.
 *
 * @param step the length of a slot, at least a millisecond
 * @param grace how long a slot stays open after its end
 */
public record Cadence(Duration step, Duration grace) {

  /** A step of 60 s and a grace of 30 s. */
  public static final Cadence DEFAULT = new Cadence(Duration.ofSeconds(60), Duration.ofSeconds(30));

  /** Refuses a step under a millisecond and a negative grace. */
  public Cadence {
    if (step.toMillis() < 1 || grace.isNegative()) {
      throw new IllegalArgumentException(
          "a step of " + step + " with a grace of " + grace + " closes nothing");
    }
  }

  /** The number of the newest slot that a watermark at t closes. */
  long newestClosed(Instant t) {
    return Math.floorDiv(t.toEpochMilli() - grace.toMillis(), step.toMillis());
  }

  /** The watermark that closes the slot in which t lies. */
  Instant closing(Instant t) {
    long stepMillis = step.toMillis();
    long slot = -Math.floorDiv(-t.toEpochMilli(), stepMillis);
    return Instant.ofEpochMilli(slot * stepMillis).plus(grace);
  }
}
