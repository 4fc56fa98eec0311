package dev.faultline.streams.measure;

import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.LongArrays;

/**
 * Sorts entities by weight descending, then by id, without a comparison per pair: a radix sort of
 * the weights, then within equal weights a radix sort of the ids, four characters at a time. In the
 * weighting that counts nodes almost every weight is equal, so the ids matter as much as the
 * weights: comparing 100,000 of them pairwise costs more than all measures together.
 */
final class RankingOrder {

  /** Under this many, comparing is cheaper than counting bytes. */
  private static final int SMALL = 48;

  private static final int CHARS_PER_KEY = 4;

  private final String[] entities;
  private final int[] order;
  private final long[] keys;

  private RankingOrder(String[] entities, int[] order, long[] keys) {
    this.entities = entities;
    this.order = order;
    this.keys = keys;
  }

  /**
   * Indices of the positive weights among the first n, in ranking order.
   *
   * @throws IllegalArgumentException if a weight is negative
   */
  static int[] of(String[] entities, long[] weights, int n) {
    int[] order = positive(entities, weights, n);
    long[] keys = new long[n];
    for (int index : order) {
      keys[index] = Long.MAX_VALUE - weights[index];
    }
    new RankingOrder(entities, order, keys).sortByKeys(0, order.length, 0);
    return order;
  }

  private static int[] positive(String[] entities, long[] weights, int n) {
    int[] indices = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (weights[i] < 0) {
        throw new IllegalArgumentException(
            "weight of '" + entities[i] + "' is negative: " + weights[i]);
      }
      if (weights[i] > 0) {
        indices[count++] = i;
      }
    }
    return IntArrays.trim(indices, count);
  }

  /**
   * Sorts a slice by its keys, then each run of equal keys by the ids' characters from depth on.
   */
  private void sortByKeys(int from, int to, int depth) {
    LongArrays.radixSortIndirect(order, keys, from, to, false);
    int runStart = from;
    while (runStart < to) {
      long key = keys[order[runStart]];
      int runEnd = runStart + 1;
      while (runEnd < to && keys[order[runEnd]] == key) {
        runEnd++;
      }
      sortById(runStart, runEnd, depth);
      runStart = runEnd;
    }
  }

  /** Sorts a slice whose ids agree in their first depth characters. */
  private void sortById(int from, int to, int depth) {
    if (to - from <= SMALL || !fillKeys(from, to, depth)) {
      IntArrays.quickSort(order, from, to, (a, b) -> entities[a].compareTo(entities[b]));
    } else {
      sortByKeys(from, to, depth + CHARS_PER_KEY);
    }
  }

  /** Returns false if no id is longer than depth: nothing is left to make a key of. */
  private boolean fillKeys(int from, int to, int depth) {
    boolean longer = false;
    for (int i = from; i < to; i++) {
      String entity = entities[order[i]];
      longer |= entity.length() > depth;
      keys[order[i]] = key(entity, depth);
    }
    return longer;
  }

  /**
   * Four UTF-16 units as a signed long that compares as String.compareTo does; missing ones are 0.
   */
  private static long key(String entity, int depth) {
    long key = 0;
    for (int i = depth; i < depth + CHARS_PER_KEY; i++) {
      key = key << Character.SIZE | (i < entity.length() ? entity.charAt(i) : 0);
    }
    return key ^ Long.MIN_VALUE;
  }
}
