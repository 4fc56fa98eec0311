package dev.faultline.streams.measure;

import java.math.BigInteger;

/**
 * An unsigned 128-bit accumulator. Enough for every sum that the measures need: Σw² ≤ T² and Σ of
 * the running totals ≤ n·T, with T &lt; 2^63 and n &lt; 2^31.
 */
final class ExactSum {

  private static final BigInteger LOW_MASK =
      BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

  private long high;
  private long low;

  /** Adds a non-negative number. */
  void add(long value) {
    addParts(0, value);
  }

  /** Adds the square of a non-negative number. */
  void addSquare(long value) {
    addParts(Math.multiplyHigh(value, value), value * value);
  }

  private void addParts(long addedHigh, long addedLow) {
    low += addedLow;
    high += addedHigh + (Long.compareUnsigned(low, addedLow) < 0 ? 1 : 0);
  }

  BigInteger value() {
    return BigInteger.valueOf(high).shiftLeft(Long.SIZE).or(BigInteger.valueOf(low).and(LOW_MASK));
  }
}
