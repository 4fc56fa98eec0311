package dev.faultline.streams.measure;

import java.math.BigInteger;

/** Integer arithmetic that never wraps, and its one step into floating point. */
public final class Exact {

  /** Quotient bits kept before rounding: more than a double's 53, the rest becomes a sticky bit. */
  private static final int QUOTIENT_BITS = 64;

  private Exact() {}

  /**
   * Adds two weights.
   *
   * @throws ArithmeticException above 2^63−1
   */
  public static long add(long a, long b) {
    try {
      return Math.addExact(a, b);
    } catch (ArithmeticException overflow) {
      throw new ArithmeticException(
          "weights add up to more than 2^63-1: " + a + " + " + b + "; use a coarser base unit");
    }
  }

  /** The sign of a·b − c·d for non-negative numbers, in 128 bits. */
  public static int compareProducts(long a, long b, long c, long d) {
    int byHigh = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
    return byHigh != 0 ? byHigh : Long.compareUnsigned(a * b, c * d);
  }

  /** The double nearest to a fraction of a non-negative and a positive number. */
  public static double ratio(long numerator, long denominator) {
    return ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /**
   * The double nearest to a fraction of a non-negative and a positive number, ties to even. Both
   * must be so small that the result is neither subnormal nor infinite, as all sums here are.
   */
  public static double ratio(BigInteger numerator, BigInteger denominator) {
    if (numerator.signum() == 0) {
      return 0;
    }
    int shift = QUOTIENT_BITS - (numerator.bitLength() - denominator.bitLength());
    BigInteger scaledNumerator = shift > 0 ? numerator.shiftLeft(shift) : numerator;
    BigInteger scaledDenominator = shift < 0 ? denominator.shiftLeft(-shift) : denominator;
    BigInteger[] quotient = scaledNumerator.divideAndRemainder(scaledDenominator);
    BigInteger sticky = quotient[1].signum() == 0 ? quotient[0] : quotient[0].setBit(0);
    return Math.scalb(sticky.doubleValue(), -shift);
  }
}
