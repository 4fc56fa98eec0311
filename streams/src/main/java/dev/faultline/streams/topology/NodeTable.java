package dev.faultline.streams.topology;

import dev.faultline.streams.pack.PackedRecords;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The nodes of one partition by the bytes of their keys, so that no string is made of a key to look
 * it up: a hash table with open addressing, at most two thirds full.
 */
final class NodeTable {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  /** How many records {@link #fetch} looks at. */
  static final int GROUP = 32;

  /** With fewer nodes all that is needed of them is in a cache anyway. */
  private static final int LARGE = 1 << 11;

  private final int[] groupHashes = new int[GROUP];
  private final KnownNode[] group = new KnownNode[GROUP];
  private int fetched;

  private KnownNode[] slots = new KnownNode[1 << 10];
  // those of the nodes in the slots, so that no other node is looked at on the way to one
  private int[] hashes = new int[slots.length];
  private int size;

  /**
   * The node that a record is about; null if it is not known.
   *
   * @param statement what the record says, by which a node that says it is known without its key
   */
  KnownNode find(PackedRecords record, Statement statement) {
    byte[] bytes = record.bytes();
    int begin = record.keyBegin();
    int end = record.keyEnd();
    int hash = hash(bytes, begin, end);
    for (int at = hash & mask(); ; at = at + 1 & mask()) {
      KnownNode node = slots[at];
      if (node == null) {
        return null;
      }
      if (hashes[at] == hash && (node.isSaidBy(statement) || node.isOf(bytes, begin, end))) {
        return node;
      }
    }
  }

  /** Whether {@link #fetch} makes finding faster. */
  boolean isLarge() {
    return size > LARGE;
  }

  /**
   * Goes through the next records and has what finding their nodes needs brought into the
   * processor's caches. Each step from a slot to what its node said waits for memory if there are
   * many nodes; taken for one record after another they would wait one after another, taken for
   * many records side by side they wait together.
   */
  void fetch(PackedRecords ahead) {
    int count = 0;
    while (count < GROUP && ahead.next()) {
      groupHashes[count++] = hash(ahead.bytes(), ahead.keyBegin(), ahead.keyEnd());
    }
    for (int i = 0; i < count; i++) {
      group[i] = slots[groupHashes[i] & mask()];
      fetched += hashes[groupHashes[i] & mask()];
    }
    for (int i = 0; i < count; i++) {
      if (group[i] != null) {
        fetched += group[i].hash();
      }
    }
    for (int i = 0; i < count; i++) {
      if (group[i] != null) {
        fetched += group[i].fetch();
      }
    }
  }

  /** Adds a node whose key is not there. */
  void add(KnownNode node) {
    if (3 * ++size > 2 * slots.length) {
      KnownNode[] all = slots;
      slots = new KnownNode[2 * all.length];
      hashes = new int[slots.length];
      for (KnownNode each : all) {
        if (each != null) {
          put(each);
        }
      }
    }
    put(node);
  }

  private void put(KnownNode node) {
    int at = node.hash() & mask();
    while (slots[at] != null) {
      at = at + 1 & mask();
    }
    slots[at] = node;
    hashes[at] = node.hash();
  }

  /** Removes a node if it is there. */
  void remove(KnownNode node) {
    int at = node.hash() & mask();
    while (slots[at] != node) {
      if (slots[at] == null) {
        return;
      }
      at = at + 1 & mask();
    }
    slots[at] = null;
    size--;
    // those behind it up to the next gap may have been put there because its place was taken
    for (at = at + 1 & mask(); slots[at] != null; at = at + 1 & mask()) {
      KnownNode moved = slots[at];
      slots[at] = null;
      put(moved);
    }
  }

  int size() {
    return size;
  }

  private int mask() {
    return slots.length - 1;
  }

  /** Of a range of bytes, eight at a time. */
  static int hash(byte[] bytes, int begin, int end) {
    long hash = end - begin;
    int at = begin;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mixed(hash, (long) LONGS.get(bytes, at));
    }
    long rest = 0;
    for (; at < end; at++) {
      rest = rest << Byte.SIZE | bytes[at] & 0xff;
    }
    hash = mixed(hash, rest);
    return (int) (hash ^ hash >>> Integer.SIZE);
  }

  private static long mixed(long hash, long next) {
    long product = (hash ^ next) * FACTOR;
    return product ^ product >>> Integer.SIZE;
  }
}
