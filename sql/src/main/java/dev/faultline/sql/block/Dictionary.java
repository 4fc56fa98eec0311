package dev.faultline.sql.block;

import dev.faultline.sql.row.RowBuffer;
import java.util.Arrays;

/** Distinct texts, numbered in the order in which they came. Open addressing over their bytes. */
final class Dictionary {

  private static final int FIRST_SLOTS = 64;

  private final RowBuffer keys = new RowBuffer(64);
  private int[] starts = new int[FIRST_SLOTS];
  private int[] lengths = new int[FIRST_SLOTS];
  private int[] hashes = new int[FIRST_SLOTS];
  private int size;

  /** Numbers plus one; 0 is free. */
  private int[] slots = new int[FIRST_SLOTS];

  private int last;

  /** How many texts there are, reserved numbers too. */
  int size() {
    return size;
  }

  /** Every text with its length, in order. */
  RowBuffer keys() {
    return keys;
  }

  /** Takes a number that no text has. */
  void reserve() {
    store(new byte[0], 0, 0, 0);
    last = size;
  }

  /** The number of a text, a new one if it has none yet. */
  int number(byte[] bytes, int start, int length) {
    // rows come in runs of the same
    if (last < size && is(last, bytes, start, length)) {
      return last;
    }
    int hash = hash(bytes, start, length);
    int slot = hash & slots.length - 1;
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (hashes[number] == hash && is(number, bytes, start, length)) {
        last = number;
        return number;
      }
      slot = slot + 1 & slots.length - 1;
    }
    last = size;
    store(bytes, start, length, hash);
    slots[slot] = size;
    if (size * 2 > slots.length) {
      grow();
    }
    return last;
  }

  void clear() {
    keys.truncate(0);
    Arrays.fill(slots, 0);
    size = 0;
    last = 0;
  }

  private void store(byte[] bytes, int start, int length, int hash) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    keys.putLength(length);
    starts[size] = keys.size();
    lengths[size] = length;
    hashes[size] = hash;
    keys.append(bytes, start, length);
    size++;
  }

  private void grow() {
    int[] larger = new int[slots.length * 2];
    for (int taken : slots) {
      if (taken != 0) {
        int slot = hashes[taken - 1] & larger.length - 1;
        while (larger[slot] != 0) {
          slot = slot + 1 & larger.length - 1;
        }
        larger[slot] = taken;
      }
    }
    slots = larger;
  }

  private boolean is(int number, byte[] bytes, int start, int length) {
    return lengths[number] == length && keys.isAt(starts[number], bytes, start, length);
  }

  private static int hash(byte[] bytes, int start, int length) {
    int hash = length;
    for (int at = start; at < start + length; at++) {
      hash = 31 * hash + bytes[at];
    }
    return hash ^ hash >>> 16;
  }
}
