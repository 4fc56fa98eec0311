package dev.faultline.streams.tally;

/**
 * Sums of weights that never wrap: a weight of up to 63 bits is added in two halves, and each half
 * of the sum stays exact for 2^31 nodes. Adding and subtracting in any order gives the same sum.
 */
public final class ExactWeight {

  private static final int LOW_BITS = 31;
  private static final long LOW_MASK = (1L << LOW_BITS) - 1;

  private ExactWeight() {}

  /** The upper half of a weight. */
  public static long high(long weight) {
    return weight >> LOW_BITS;
  }

  /** The lower half of a weight. */
  public static long low(long weight) {
    return weight & LOW_MASK;
  }

  /**
   * The sum as one number.
   *
   * @throws ArithmeticException if it is larger than 2^63 - 1
   */
  public static long sum(long high, long low) {
    return Math.addExact(Math.multiplyExact(high, 1L << LOW_BITS), low);
  }
}
