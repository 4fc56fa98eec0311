package dev.faultline.streams.measure;

import java.util.Arrays;

/**
 * A stable radix sort of indices by non-negative keys, least significant digit first; digits in
 * which all keys agree cost one look. Few indices are sorted by insertion, since a pass costs as
 * much as its digits are many. Own code, because fastutil's indirect radix sort takes two to three
 * times as long from some thousand indices on.
 */
final class RadixSort {

  private static final int FEW = 64;
  private static final int MANY = 1 << 11;
  private static final int LONG_DIGIT = 11;
  private static final int SHORT_DIGIT = 8;

  private RadixSort() {}

  /** Sorts indices so that {@code keys[index]} ascends; equal keys stay in the order they had. */
  static void sort(int[] indices, long[] keys) {
    if (indices.length <= FEW) {
      insert(indices, keys);
      return;
    }
    int bits = indices.length < MANY ? SHORT_DIGIT : LONG_DIGIT;
    long digit = (1L << bits) - 1;
    long differing = differingBits(indices, keys);
    int[] next = new int[1 << bits];
    int[] from = indices;
    int[] to = new int[indices.length];
    for (int shift = 0; shift < Long.SIZE; shift += bits) {
      if ((differing >>> shift & digit) != 0) {
        distribute(from, to, keys, shift, next);
        int[] swapped = from;
        from = to;
        to = swapped;
      }
    }
    if (from != indices) {
      System.arraycopy(from, 0, indices, 0, indices.length);
    }
  }

  private static void insert(int[] indices, long[] keys) {
    for (int i = 1; i < indices.length; i++) {
      int index = indices[i];
      int at = i;
      while (at > 0 && keys[indices[at - 1]] > keys[index]) {
        indices[at] = indices[--at];
      }
      indices[at] = index;
    }
  }

  private static long differingBits(int[] indices, long[] keys) {
    long differing = 0;
    for (int index : indices) {
      differing |= keys[index] ^ keys[indices[0]];
    }
    return differing;
  }

  /**
   * One pass.
   *
   * @param next a place for each value of the digit; its content does not matter
   */
  private static void distribute(int[] from, int[] to, long[] keys, int shift, int[] next) {
    int digit = next.length - 1;
    Arrays.fill(next, 0);
    for (int index : from) {
      next[(int) (keys[index] >>> shift) & digit]++;
    }
    int begin = 0;
    for (int i = 0; i < next.length; i++) {
      int count = next[i];
      next[i] = begin;
      begin += count;
    }
    for (int index : from) {
      to[next[(int) (keys[index] >>> shift) & digit]++] = index;
    }
  }
}
