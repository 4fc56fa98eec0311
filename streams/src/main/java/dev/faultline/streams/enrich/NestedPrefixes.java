package dev.faultline.streams.enrich;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Prefixes such as {@code 3.5.140.0/22}, which may lie inside one another, and the ranges that come
 * of them: each address has the number of its longest prefix. Of two equal prefixes the first
 * counts.
 */
final class NestedPrefixes {

  private static final int BITS = 128;
  private static final int IPV4_BITS = 32;

  private final List<Block> blocks = new ArrayList<>();

  private record Block(IpAddress first, IpAddress last, int length, int number) {}

  /**
   * Adds a prefix.
   *
   * @throws IllegalArgumentException if it is none
   */
  void add(String prefix, int number) {
    int slash = prefix.indexOf('/');
    IpAddress address = slash < 0 ? null : IpAddress.parse(prefix.substring(0, slash));
    if (address == null || !prefix.substring(slash + 1).matches("\\d{1,3}")) {
      throw new IllegalArgumentException("'" + prefix + "' is no prefix");
    }
    int most = address.isIpv4() ? IPV4_BITS : BITS;
    int length = Integer.parseInt(prefix.substring(slash + 1));
    if (length > most) {
      throw new IllegalArgumentException("'" + prefix + "' is longer than " + most + " bits");
    }
    int free = most - length;
    long freeHigh = free <= Long.SIZE ? 0 : mask(free - Long.SIZE);
    long freeLow = mask(Math.min(free, Long.SIZE));
    IpAddress first = new IpAddress(address.high() & ~freeHigh, address.low() & ~freeLow);
    IpAddress last = new IpAddress(first.high() | freeHigh, first.low() | freeLow);
    blocks.add(new Block(first, last, BITS - free, number));
  }

  private static long mask(int bits) {
    return bits == Long.SIZE ? -1L : (1L << bits) - 1;
  }

  /** Ranges that do not overlap, ascending. */
  AddressRanges ranges() {
    blocks.sort(Comparator.comparing(Block::first).thenComparingInt(Block::length));
    Cut cut = new Cut();
    Deque<Block> around = new ArrayDeque<>();
    for (Block block : blocks) {
      while (!around.isEmpty() && around.peek().last().compareTo(block.first()) < 0) {
        cut.upTo(around.peek().last(), around.pop().number());
      }
      if (!around.isEmpty()) {
        if (around.peek().first().equals(block.first())
            && around.peek().last().equals(block.last())) {
          continue;
        }
        cut.before(block.first(), around.peek().number());
      }
      cut.from(block.first());
      around.push(block);
    }
    while (!around.isEmpty()) {
      cut.upTo(around.peek().last(), around.pop().number());
    }
    return cut.ranges();
  }

  /** Cuts the line of addresses into ranges, from left to right. */
  private static final class Cut {
    private final List<IpAddress> starts = new ArrayList<>();
    private final List<IpAddress> ends = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private IpAddress next;

    void from(IpAddress start) {
      next = start;
    }

    void before(IpAddress end, int number) {
      upTo(end.low() == 0 ? new IpAddress(end.high() - 1, -1) : below(end), number);
    }

    private static IpAddress below(IpAddress address) {
      return new IpAddress(address.high(), address.low() - 1);
    }

    void upTo(IpAddress end, int number) {
      if (next.compareTo(end) <= 0) {
        starts.add(next);
        ends.add(end);
        numbers.add(number);
      }
      next =
          end.low() == -1
              ? new IpAddress(end.high() + 1, 0)
              : new IpAddress(end.high(), end.low() + 1);
    }

    AddressRanges ranges() {
      return new AddressRanges(
          starts.stream().mapToLong(IpAddress::high).toArray(),
          starts.stream().mapToLong(IpAddress::low).toArray(),
          ends.stream().mapToLong(IpAddress::high).toArray(),
          ends.stream().mapToLong(IpAddress::low).toArray(),
          numbers.stream().mapToInt(number -> number).toArray());
    }
  }
}
