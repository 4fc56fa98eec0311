package dev.faultline.streams.node;

import dev.faultline.streams.pack.PackedRecords;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The nodes of one partition by the bytes of their keys, so that no string is made of a key to look
 * it up: a hash table with open addressing, at most two thirds full. Own code, because a library's
 * map would need a key object for each record.
 */
public final class NodeTable {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  /** With fewer nodes all that is needed of them is in a cache anyway. */
  private static final int LARGE = 1 << 11;

  private NodeEntry[] slots = new NodeEntry[1 << 10];
  // those of the nodes in the slots, so that no other node is looked at on the way to one
  private int[] hashes = new int[slots.length];
  private int size;

  /**
   * The node that a record is about; null if it is not known.
   *
   * @param fingerprint of the record, by which a node that said the same is known without its key
   */
  NodeEntry find(PackedRecords record, ObservationFingerprint fingerprint) {
    byte[] bytes = record.bytes();
    int begin = record.keyBegin();
    int end = record.keyEnd();
    int hash = hash(bytes, begin, end);
    for (int at = hash & mask(); ; at = at + 1 & mask()) {
      NodeEntry node = slots[at];
      if (node == null) {
        return null;
      }
      if (hashes[at] == hash && (node.isRepeatedBy(fingerprint) || node.isOf(bytes, begin, end))) {
        return node;
      }
    }
  }

  /** Whether there are so many nodes that finding them waits for memory. */
  boolean isLarge() {
    return size > LARGE;
  }

  /** The node in the first slot where one of this hash may be; null if there is none. */
  NodeEntry firstCandidate(int hash) {
    return slots[hash & mask()];
  }

  /** The hash of the node in that slot. */
  int firstCandidateHash(int hash) {
    return hashes[hash & mask()];
  }

  /** Adds a node whose key is not there. */
  void add(NodeEntry node) {
    if (3 * ++size > 2 * slots.length) {
      NodeEntry[] all = slots;
      slots = new NodeEntry[2 * all.length];
      hashes = new int[slots.length];
      for (NodeEntry each : all) {
        if (each != null) {
          put(each);
        }
      }
    }
    put(node);
  }

  private void put(NodeEntry node) {
    int at = node.hash() & mask();
    while (slots[at] != null) {
      at = at + 1 & mask();
    }
    slots[at] = node;
    hashes[at] = node.hash();
  }

  /** Removes a node if it is there. */
  void remove(NodeEntry node) {
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
      NodeEntry moved = slots[at];
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
  public static int hash(byte[] bytes, int begin, int end) {
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
