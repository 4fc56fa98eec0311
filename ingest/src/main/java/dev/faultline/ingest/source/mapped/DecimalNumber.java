package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A decimal number times a power of ten, exactly: never through a floating-point number, and never
 * so large that it would fill the memory, whatever its exponent.
 */
final class DecimalNumber {

  private static final int LONGEST = 80;
  private static final int MOST_DIGITS = 20; // one more than 2^63 - 1 has

  private DecimalNumber() {}

  /**
   * The number times 10^decimals, as a whole number.
   *
   * @throws RefusedException if it is no number, or comes out as no whole number
   */
  static String whole(String text, int decimals) throws RefusedException {
    BigDecimal scaled = scaled(text, decimals);
    if (scaled.scale() > 0) {
      throw new RefusedException(
          null, Quoted.of(text) + " times 10^" + decimals + " is no whole number");
    }
    return scaled.toBigIntegerExact().toString();
  }

  /**
   * The number times 10^decimals, rounded down to a whole number.
   *
   * @throws RefusedException if it is no number, or has too many digits
   */
  static String down(String text, int decimals) throws RefusedException {
    return scaled(text, decimals).setScale(0, RoundingMode.FLOOR).toBigInteger().toString();
  }

  /**
   * The number times 10^decimals, cut to a whole number.
   *
   * @throws RefusedException if it is no number, or beyond 64 bits
   */
  static long cut(String text, int decimals) throws RefusedException {
    try {
      return scaled(text, decimals).setScale(0, RoundingMode.FLOOR).longValueExact();
    } catch (ArithmeticException e) {
      throw tooLarge(text);
    }
  }

  /** Without trailing zeros, so that a whole number has no positive scale. */
  private static BigDecimal scaled(String text, int decimals) throws RefusedException {
    BigDecimal scaled;
    try {
      scaled = parse(text).scaleByPowerOfTen(decimals).stripTrailingZeros();
    } catch (ArithmeticException e) {
      throw tooLarge(text);
    }
    long digits = (long) scaled.precision() - scaled.scale();
    if (digits > MOST_DIGITS) {
      throw tooLarge(text);
    }
    // smaller than any unit: still no whole number, but cheap to cut
    return digits < -LONGEST ? BigDecimal.valueOf(scaled.signum(), 1) : scaled;
  }

  private static BigDecimal parse(String text) throws RefusedException {
    boolean number = text.length() <= LONGEST;
    for (int i = 0; i < text.length() && number; i++) {
      char c = text.charAt(i);
      number = (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0;
    }
    try {
      if (number) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      // refused below like other texts that are no number
    }
    throw new RefusedException(null, Quoted.of(text) + " is not a number such as 1234.5");
  }

  private static RefusedException tooLarge(String text) {
    return new RefusedException(null, Quoted.of(text) + " is more than " + Long.MAX_VALUE);
  }
}
