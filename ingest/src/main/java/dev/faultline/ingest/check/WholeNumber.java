package dev.faultline.ingest.check;

/** Non-negative 64-bit integers, read exactly: never through a floating-point number. */
public final class WholeNumber {

  private static final int LONGEST = 19; // digits of 2^63 - 1
  private static final long LARGEST_ASN = 4_294_967_295L;

  private WholeNumber() {}

  /**
   * Reads a weight in the network's base unit.
   *
   * @throws RefusedException if there is anything but digits, or more than 2^63 - 1
   */
  public static long weight(String field, String text) throws RefusedException {
    return read(field, text);
  }

  /**
   * Reads the number of an autonomous system.
   *
   * @throws RefusedException if it is not from 1 to 2^32 - 1
   */
  public static long asn(String field, String text) throws RefusedException {
    long asn = read(field, text);
    if (asn < 1 || asn > LARGEST_ASN) {
      throw new RefusedException(field, asn + " is not an AS number (1 to " + LARGEST_ASN + ")");
    }
    return asn;
  }

  private static long read(String field, String text) throws RefusedException {
    if (text.startsWith("-")) {
      throw new RefusedException(field, Quoted.of(text) + " is negative");
    }
    boolean digits = !text.isEmpty();
    for (int i = 0; i < text.length() && digits; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      throw new RefusedException(field, Quoted.of(text) + " is not a whole number");
    }
    try {
      if (text.length() <= LONGEST) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      // nineteen digits, but beyond 2^63 - 1: refused below like the longer ones
    }
    throw new RefusedException(field, Quoted.of(text) + " is more than " + Long.MAX_VALUE);
  }
}
