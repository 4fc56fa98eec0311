package dev.faultline.bench.soak.fault;

import java.time.Duration;

/**
 * How soon a fault must be seen, and how soon all must work again.
 *
 * @param red from the fault's beginning until {@code up} says so
 * @param green from the fault's end until {@code up} says that all works
 */
public record RecoveryLimits(Duration red, Duration green) {

  /** What is promised of a machine that has nothing else to do. */
  public static final RecoveryLimits PROMISED =
      new RecoveryLimits(Duration.ofSeconds(10), Duration.ofSeconds(60));

  /** For a machine that is busy with other things: what does not come back is still found. */
  public static final RecoveryLimits BUSY =
      new RecoveryLimits(Duration.ofSeconds(60), Duration.ofSeconds(170));
}
