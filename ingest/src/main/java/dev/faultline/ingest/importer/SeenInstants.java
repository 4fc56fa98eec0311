package dev.faultline.ingest.importer;

import java.util.Arrays;

/**
 * Counts what was there before: nodes that an import lists twice at one instant. Keeps a hash of 64
 * bits of each, of two million at most, after which the count is a lower bound.
 */
final class SeenInstants {

  private static final int MOST = 2_000_000;

  private long[] table = new long[1024];
  private int size;
  private long again;

  /** Notes a node at an instant. */
  void add(String key, long instant) {
    long hash = hash(key, instant);
    int slot = slot(hash);
    if (table[slot] == hash) {
      again++;
    } else if (size < MOST) {
      table[slot] = hash;
      size++;
      if (size > table.length / 2) {
        grow();
      }
    }
  }

  /** How many had been there before; at least so many, if there were very many. */
  long again() {
    return again;
  }

  private int slot(long hash) {
    int mask = table.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (table[slot] != 0 && table[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] before = table;
    table = new long[2 * before.length];
    Arrays.stream(before).filter(hash -> hash != 0).forEach(hash -> table[slot(hash)] = hash);
  }

  private static long hash(String key, long instant) {
    long hash = instant;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001B3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }
}
