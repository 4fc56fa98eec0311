package dev.faultline.streams.enrich;

/**
 * An IP address as an unsigned number of 128 bits, an IPv4 address as {@code ::ffff:a.b.c.d}.
 *
 * <p>Read from text without asking DNS: dotted quads, and IPv6 in colon groups with at most one
 * {@code ::}. Written out because it runs for each observation: a general library takes most of a
 * microsecond, this some tens of nanoseconds. Stricter than most: no octal, no shortened quads, no
 * zones, no prefixes.
 *
 * @param high the first four groups
 * @param low the last four
 */
record IpAddress(long high, long low) implements Comparable<IpAddress> {

  private static final int GROUPS = 8;
  private static final long MAPPED_PREFIX = 0xFFFFL << Integer.SIZE;
  private static final long NO_QUAD = -1;

  /** Reads an address, null if the text is none. */
  static IpAddress parse(String text) {
    long quad = quad(text, 0);
    return quad != NO_QUAD ? ofIpv4(quad) : groups(text);
  }

  /** An IPv4 address from its number; 2^32 gives the address after the last one. */
  static IpAddress ofIpv4(long number) {
    return new IpAddress(0, MAPPED_PREFIX + number);
  }

  /** The last address of the prefix of so many of 128 bits that begins here. */
  IpAddress lastOf(int bits) {
    long below = bits >= Long.SIZE ? 0 : -1L >>> bits;
    long lowest = bits >= 2 * Long.SIZE ? 0 : -1L >>> Math.max(0, bits - Long.SIZE);
    return new IpAddress(high | below, low | lowest);
  }

  boolean isIpv4() {
    return high == 0 && (low & ~0xFFFF_FFFFL) == MAPPED_PREFIX;
  }

  @Override
  public int compareTo(IpAddress other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  private static long quad(String text, int from) {
    long address = 0;
    int octets = 0;
    int i = from;
    while (true) {
      int start = i;
      int octet = 0;
      while (i < text.length() && i - start < 3 && isDigit(text.charAt(i))) {
        octet = octet * 10 + text.charAt(i++) - '0';
      }
      boolean leadingZero = i - start > 1 && text.charAt(start) == '0';
      if (i == start || octet > 255 || leadingZero) {
        return NO_QUAD;
      }
      address = address << Byte.SIZE | octet;
      octets++;
      boolean ended = i == text.length();
      if (octets == 4 || ended) {
        return octets == 4 && ended ? address : NO_QUAD;
      }
      if (text.charAt(i++) != '.') {
        return NO_QUAD;
      }
    }
  }

  private static IpAddress groups(String text) {
    Groups groups = new Groups();
    int i = 0;
    if (text.startsWith("::")) {
      groups.gap();
      i = 2;
    }
    while (i < text.length()) {
      int end = groups.hexadecimal(text, i);
      if (end < text.length() && text.charAt(end) == '.') {
        return groups.addQuad(quad(text, i)) ? groups.address() : null;
      }
      boolean wrongLength = end == i || end - i > 4;
      if (wrongLength || !groups.add()) {
        return null;
      }
      if (end == text.length()) {
        break;
      }
      if (text.charAt(end) != ':') {
        return null;
      }
      i = end + 1;
      if (i < text.length() && text.charAt(i) == ':') {
        if (groups.hasGap()) {
          return null;
        }
        groups.gap();
        i++;
      } else if (i == text.length()) {
        return null;
      }
    }
    return groups.address();
  }

  /** The groups read so far, those before a gap apart from those behind it. */
  private static final class Groups {
    private long high;
    private long low;
    private int count;
    private int group;
    private long highBefore;
    private long lowBefore;
    private int countBefore = -1;

    /** Reads a group that begins here; returns where it ends. */
    int hexadecimal(String text, int begin) {
      group = 0;
      int i = begin;
      while (i < text.length()) {
        int digit = Character.digit(text.charAt(i), 16);
        if (digit < 0 || text.charAt(i) > 'f') {
          break;
        }
        group = group << 4 | digit;
        i++;
      }
      return i;
    }

    /** Takes the group read last; returns whether there is room for it. */
    boolean add() {
      return add(group);
    }

    private boolean add(long next) {
      high = high << Character.SIZE | low >>> Long.SIZE - Character.SIZE;
      low = low << Character.SIZE | next;
      return ++count <= GROUPS;
    }

    /** Takes the last four octets; returns whether they are some and there is room for them. */
    boolean addQuad(long quad) {
      return quad != NO_QUAD && add(quad >>> Character.SIZE) && add(quad & 0xFFFF);
    }

    boolean hasGap() {
      return countBefore >= 0;
    }

    /** What comes from now on is behind the gap. */
    void gap() {
      highBefore = high;
      lowBefore = low;
      countBefore = count;
      high = 0;
      low = 0;
    }

    /** The address; null if there are too few groups or too many. A gap is at least one group. */
    IpAddress address() {
      if (!hasGap()) {
        return count == GROUPS ? new IpAddress(high, low) : null;
      }
      if (count == GROUPS) {
        return null;
      }
      if (countBefore == 0) {
        return new IpAddress(high, low);
      }
      int bits = (GROUPS - countBefore) * Character.SIZE;
      return bits >= Long.SIZE
          ? new IpAddress(high | lowBefore << bits - Long.SIZE, low)
          : new IpAddress(
              high | highBefore << bits | lowBefore >>> Long.SIZE - bits, low | lowBefore << bits);
    }
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
