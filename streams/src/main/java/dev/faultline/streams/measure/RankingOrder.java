package dev.faultline.streams.measure;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Sorts entities by weight descending, then by id. In the weighting that counts nodes almost every
 * weight is equal, so ids matter as much as weights, and comparing 100,000 of them pairwise costs
 * more than all measures together: both are radix sorted, the ids by a key of their first
 * characters that differ, and only where these keys are equal too are whole ids compared.
 */
final class RankingOrder {

  private static final int KEY_CHARS = 6;
  private static final int CHAR_BITS = 7;

  /** Stands in a key for itself and for every character above it, and ends the key. */
  private static final int LAST_CHAR = (1 << CHAR_BITS) - 1;

  private RankingOrder() {}

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
    RadixSort.sort(order, keys);
    int[] tiedRanks = ranksOfEqualKeys(order, keys);
    if (tiedRanks.length > 0) {
      sortTied(order, tiedRanks, keys, entities);
    }
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
    return Arrays.copyOf(indices, count);
  }

  private static int[] ranksOfEqualKeys(int[] order, long[] keys) {
    int[] ranks = new int[order.length];
    int count = 0;
    for (int rank = 0; rank < order.length; rank++) {
      boolean asBefore = rank > 0 && keys[order[rank]] == keys[order[rank - 1]];
      boolean asAfter = rank + 1 < order.length && keys[order[rank]] == keys[order[rank + 1]];
      if (asBefore || asAfter) {
        ranks[count++] = rank;
      }
    }
    return Arrays.copyOf(ranks, count);
  }

  /** Sorts the tied by id, then, which a stable sort allows, by weight again, into their ranks. */
  private static void sortTied(int[] order, int[] ranks, long[] weightKeys, String[] entities) {
    int[] tied = inInputOrder(order, ranks, weightKeys.length);
    long[] idKeys = idKeys(tied, weightKeys.length, entities);
    RadixSort.sort(tied, idKeys);
    compareWhereKeysAreEqual(tied, idKeys, entities);
    RadixSort.sort(tied, weightKeys);
    for (int i = 0; i < ranks.length; i++) {
      order[ranks[i]] = tied[i];
    }
  }

  /** Ids are read in the order they came in, most likely that of their places in memory. */
  private static int[] inInputOrder(int[] order, int[] ranks, int n) {
    boolean[] isTied = new boolean[n];
    for (int rank : ranks) {
      isTied[order[rank]] = true;
    }
    int[] tied = new int[ranks.length];
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (isTied[i]) {
        tied[count++] = i;
      }
    }
    return tied;
  }

  private static void compareWhereKeysAreEqual(int[] tied, long[] idKeys, String[] entities) {
    int from = 0;
    while (from < tied.length) {
      int to = from + 1;
      while (to < tied.length && idKeys[tied[to]] == idKeys[tied[from]]) {
        to++;
      }
      if (to - from > 1) {
        sortByWholeId(tied, from, to, entities);
      }
      from = to;
    }
  }

  private static void sortByWholeId(int[] tied, int from, int to, String[] entities) {
    int[] sorted =
        Arrays.stream(tied, from, to)
            .boxed()
            .sorted(Comparator.comparing((Integer index) -> entities[index]))
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(sorted, 0, tied, from, sorted.length);
  }

  private static long[] idKeys(int[] indices, int n, String[] entities) {
    int prefix = commonPrefix(indices, entities);
    long[] keys = new long[n];
    for (int index : indices) {
      keys[index] = idKey(entities[index], prefix);
    }
    return keys;
  }

  private static int commonPrefix(int[] indices, String[] entities) {
    String first = entities[indices[0]];
    int length = first.length();
    for (int index : indices) {
      String entity = entities[index];
      while (!entity.regionMatches(0, first, 0, length)) {
        length--;
      }
      if (length == 0) {
        return 0;
      }
    }
    return length;
  }

  /** A key that never contradicts String.compareTo, for ids that agree before {@code from}. */
  private static long idKey(String id, int from) {
    long key = 0;
    boolean ended = false;
    for (int i = from; i < from + KEY_CHARS; i++) {
      int character = ended || i >= id.length() ? 0 : Math.min(id.charAt(i), LAST_CHAR);
      ended |= character == LAST_CHAR;
      key = key << CHAR_BITS | character;
    }
    return key;
  }
}
