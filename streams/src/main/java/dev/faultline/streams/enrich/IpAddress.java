package dev.faultline.streams.enrich;

import java.util.Arrays;
import java.util.HexFormat;

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
    int gap = text.indexOf("::");
    if (gap < 0) {
      int[] all = groupsOf(text, true);
      return all == null || all.length != GROUPS ? null : of(all, new int[0]);
    }
    int[] before = groupsOf(text.substring(0, gap), false);
    int[] after = groupsOf(text.substring(gap + 2), true);
    boolean fits = before != null && after != null && before.length + after.length < GROUPS;
    return fits ? of(before, after) : null;
  }

  /** The groups of a text without a gap, a closing quad as two of them; null if it is wrong. */
  private static int[] groupsOf(String text, boolean mayEndInQuad) {
    int[] groups = new int[GROUPS];
    int count = 0;
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length() && HexFormat.isHexDigit(text.charAt(i))) {
        i++;
      }
      if (i < text.length() && text.charAt(i) == '.') {
        long quad = quad(text, start);
        if (!mayEndInQuad || quad == NO_QUAD || count > GROUPS - 2) {
          return null;
        }
        groups[count++] = (int) (quad >>> Character.SIZE);
        groups[count++] = (int) quad & 0xFFFF;
        break;
      }
      boolean wrongLength = i == start || i - start > 4;
      boolean wrongEnd = i < text.length() && (text.charAt(i) != ':' || i + 1 == text.length());
      if (wrongLength || wrongEnd || count == GROUPS) {
        return null;
      }
      groups[count++] = Integer.parseInt(text, start, i, 16);
      i++;
    }
    return Arrays.copyOf(groups, count);
  }

  private static IpAddress of(int[] first, int[] last) {
    long[] halves = new long[2];
    for (int i = 0; i < first.length; i++) {
      put(halves, i, first[i]);
    }
    for (int i = 0; i < last.length; i++) {
      put(halves, GROUPS - last.length + i, last[i]);
    }
    return new IpAddress(halves[0], halves[1]);
  }

  private static void put(long[] halves, int place, int group) {
    halves[place / 4] |= (long) group << Character.SIZE * (3 - place % 4);
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
