package dev.faultline.ingest.source.filecoin;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import java.math.BigInteger;

/** Filecoin's power: bytes as decimal text, which pass 2^63, in whole GiB (the rest is cut off). */
final class StoragePower {

  private static final int GIB = 30;
  private static final int LONGEST = 40;

  private StoragePower() {}

  /**
   * Converts it.
   *
   * @return the digits of the GiB; null if there is no text
   * @throws RefusedException if it is not a number of bytes
   */
  static String gib(String field, String bytes) throws RefusedException {
    if (bytes == null) {
      return null;
    }
    boolean digits =
        !bytes.isEmpty()
            && bytes.length() <= LONGEST
            && bytes.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      throw new RefusedException(field, Quoted.of(bytes) + " is not a number of bytes");
    }
    return new BigInteger(bytes).shiftRight(GIB).toString();
  }
}
