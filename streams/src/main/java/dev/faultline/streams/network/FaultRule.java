package dev.faultline.streams.network;

/**
 * How much weight, out of a total T, must fail together for a network to be in trouble: removed
 * weight r is too much when {@code denominator · r ≥ numerator · T}, or {@code >} when strict. Kept
 * as integers because 0.33 is not 1/3.
 *
 * @param numerator at least 1
 * @param denominator at least the numerator; above it when strict, or no weight would ever do
 * @param strict whether the fraction itself is still harmless
 */
public record FaultRule(long numerator, long denominator, boolean strict) {

  /** Strictly more than a third. */
  public static final FaultRule MORE_THAN_THIRD = new FaultRule(1, 3, true);

  /** Strictly more than a half. */
  public static final FaultRule MORE_THAN_HALF = new FaultRule(1, 2, true);

  /** Strictly more than two thirds. */
  public static final FaultRule MORE_THAN_TWO_THIRDS = new FaultRule(2, 3, true);

  /**
   * Checks that the rule can be met by some part of the total and is not met by nothing.
   *
   * @throws IllegalArgumentException if not 0 &lt; numerator/denominator ≤ 1, or &lt; 1 when strict
   */
  public FaultRule {
    boolean possible = strict ? numerator < denominator : numerator <= denominator;
    if (numerator < 1 || !possible) {
      throw new IllegalArgumentException(
          (strict ? "> " : ">= ")
              + numerator
              + "/"
              + denominator
              + " of the weight is no fault rule: the fraction must lie above 0 and "
              + (strict ? "below 1" : "not above 1"));
    }
  }

  /** The fraction as a double, for measures that need a threshold on a scale. */
  public double fraction() {
    return (double) numerator / denominator;
  }

  /** Like {@code >= 1/3} or {@code > 1/2}. */
  @Override
  public String toString() {
    return (strict ? "> " : ">= ") + numerator + "/" + denominator;
  }
}
