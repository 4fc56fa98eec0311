package dev.faultline.streams.enrich;

import java.util.Map;

/**
 * Ranges of addresses, ascending and without overlap, in parallel arrays: 36 bytes a range, found
 * by halves.
 */
final class AsnRanges {

  private final long[] startHigh;
  private final long[] startLow;
  private final long[] endHigh;
  private final long[] endLow;
  private final int[] asns;
  private final Map<Long, String> organizations;
  private final String version;

  AsnRanges(
      long[] startHigh,
      long[] startLow,
      long[] endHigh,
      long[] endLow,
      int[] asns,
      Map<Long, String> organizations,
      String version) {
    this.startHigh = startHigh;
    this.startLow = startLow;
    this.endHigh = endHigh;
    this.endLow = endLow;
    this.asns = asns;
    this.organizations = organizations;
    this.version = version;
  }

  /** The ASN of the range that holds an address, null if none does. */
  Long find(IpAddress address) {
    int below = -1;
    int above = asns.length;
    while (above - below > 1) {
      int middle = (below + above) >>> 1;
      if (isAtMost(startHigh[middle], startLow[middle], address)) {
        below = middle;
      } else {
        above = middle;
      }
    }
    boolean inside =
        below >= 0 && address.compareTo(new IpAddress(endHigh[below], endLow[below])) <= 0;
    return inside ? Integer.toUnsignedLong(asns[below]) : null;
  }

  private static boolean isAtMost(long high, long low, IpAddress address) {
    return high == address.high()
        ? Long.compareUnsigned(low, address.low()) <= 0
        : Long.compareUnsigned(high, address.high()) < 0;
  }

  String organization(long asn) {
    return organizations.get(asn);
  }

  int size() {
    return asns.length;
  }

  String version() {
    return version;
  }
}
