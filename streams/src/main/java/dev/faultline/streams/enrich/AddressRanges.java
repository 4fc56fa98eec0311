package dev.faultline.streams.enrich;

/**
 * Ranges of addresses by ascending start, in parallel arrays: 36 bytes a range, found by halves,
 * for IPv4 after one look into a table of the first two octets. Of two that overlap, the one that
 * starts later counts, as the more specific. Each range has a number, which means what its table
 * says. Own code, because a trie of IPAddress took some microseconds a lookup, and eleven seconds
 * to fill with half of the table of ASNs.
 */
final class AddressRanges {

  private static final int IPV4_BLOCKS = 1 << Character.SIZE;

  private final long[] startHigh;
  private final long[] startLow;
  private final long[] endHigh;
  private final long[] endLow;
  private final int[] numbers;

  /** For each a.b.0.0 and the address after them all, the last range to start at or before it. */
  private final int[] lastBefore = new int[IPV4_BLOCKS + 1];

  /** Takes the arrays over, sorted by start. */
  AddressRanges(long[] startHigh, long[] startLow, long[] endHigh, long[] endLow, int[] numbers) {
    this.startHigh = startHigh;
    this.startLow = startLow;
    this.endHigh = endHigh;
    this.endLow = endLow;
    this.numbers = numbers;
    int next = 0;
    for (int block = 0; block <= IPV4_BLOCKS; block++) {
      IpAddress first = IpAddress.ofIpv4((long) block << Character.SIZE);
      while (next < numbers.length && isAtMost(startHigh[next], startLow[next], first)) {
        next++;
      }
      lastBefore[block] = next - 1;
    }
  }

  /** The number of the last range to start at or before an address, null if it ends before it. */
  Integer find(IpAddress address) {
    int below = -1;
    int above = numbers.length;
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
    return inside ? numbers[below] : null;
  }

  private static boolean isAtMost(long high, long low, IpAddress address) {
    return high == address.high()
        ? Long.compareUnsigned(low, address.low()) <= 0
        : Long.compareUnsigned(high, address.high()) < 0;
  }

  int size() {
    return numbers.length;
  }
}
