package dev.faultline.streams.enrich;

import java.util.Map;

/**
 * Ranges of addresses by ascending start, in parallel arrays: 36 bytes a range, found by halves,
 * for IPv4 after one look into a table of the first two octets. Of two that overlap, the one that
 * starts later counts, as the more specific.
 */
final class AsnRanges {

  private static final int IPV4_BLOCKS = 1 << Character.SIZE;

  private final long[] startHigh;
  private final long[] startLow;
  private final long[] endHigh;
  private final long[] endLow;
  private final int[] asns;
  private final Map<Long, String> organizations;
  private final String version;

  /** For each a.b.0.0 and the address after them all, the last range to start at or before it. */
  private final int[] lastBefore = new int[IPV4_BLOCKS + 1];

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
    int next = 0;
    for (int block = 0; block <= IPV4_BLOCKS; block++) {
      IpAddress first = IpAddress.ofIpv4((long) block << Character.SIZE);
      while (next < asns.length && isAtMost(startHigh[next], startLow[next], first)) {
        next++;
      }
      lastBefore[block] = next - 1;
    }
  }

  /** The ASN of the last range to start at or before an address, null if it ends before it. */
  Long find(IpAddress address) {
    int below = -1;
    int above = asns.length;
    if (address.isIpv4()) {
      int block = (int) (address.low() >>> Character.SIZE) & IPV4_BLOCKS - 1;
      below = lastBefore[block];
      above = lastBefore[block + 1] + 1;
    }
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
