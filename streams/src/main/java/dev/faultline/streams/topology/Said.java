package dev.faultline.streams.topology;

import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.roll.Standing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A node's key and the value of its last decoded observation, which tells without decoding it that
 * a later one says the same: most do. In Avro's binary encoding of an observation the fields stand
 * one after another: network, layer, node_id, then observed_at, then everything else. Two values
 * with the same bytes before and behind observed_at, the schema's id among them, differ in nothing
 * else.
 */
final class Said {

  /** What {@link #again} returns of a value that says something else. */
  static final long ELSE = Long.MIN_VALUE;

  /** The registry's magic byte and the schema's id. */
  private static final int HEADER = 5;

  private static final int CACHE_LINE = 64;

  // key and value in one array: with many nodes nothing of them is in a cache when it is needed
  private final byte[] bytes;
  private final int keyLength;
  private final int timeBegin;
  private final int timeEnd;
  private final Enricher tables;
  private final Standing standing;
  private final long digest;

  private Said(
      byte[] bytes,
      int keyLength,
      int timeBegin,
      int timeEnd,
      Enricher tables,
      Standing standing,
      long digest) {
    this.bytes = bytes;
    this.keyLength = keyLength;
    this.timeBegin = timeBegin;
    this.timeEnd = timeEnd;
    this.tables = tables;
    this.standing = standing;
    this.digest = digest;
  }

  /** Of a node with this key that has said nothing yet that is remembered. */
  static Said nothing(byte[] key) {
    return new Said(key, key.length, 0, 0, null, null, 0);
  }

  /**
   * Remembers a decoded value, unless it was written under a schema that lays it out otherwise.
   *
   * @param last what the same node said before
   */
  static Said of(
      Said last, byte[] value, PlacedObservation placed, Standing standing, long digest) {
    int begin = afterString(value, HEADER, placed.population().network());
    begin = afterString(value, begin, placed.population().layer());
    begin = afterString(value, begin, placed.nodeId());
    int end = begin < 0 ? -1 : varintEnd(value, begin, value.length);
    boolean isThere = end > 0 && varint(value, begin, end) == placed.observedAt();
    if (!isThere) {
      return nothing(last.key());
    }
    int keyLength = last.keyLength;
    byte[] bytes = Arrays.copyOf(last.bytes, keyLength + value.length);
    System.arraycopy(value, 0, bytes, keyLength, value.length);
    return new Said(
        bytes, keyLength, keyLength + begin, keyLength + end, placed.tables(), standing, digest);
  }

  /** Looks at a byte of each cache line. */
  int fetch() {
    int sum = 0;
    for (int at = 0; at < bytes.length; at += CACHE_LINE) {
      sum += bytes[at];
    }
    return sum;
  }

  /** The node's key. */
  byte[] key() {
    return Arrays.copyOf(bytes, keyLength);
  }

  /** Whether a range of bytes is the node's key. */
  boolean isOf(byte[] other, int begin, int end) {
    return Arrays.equals(other, begin, end, bytes, 0, keyLength);
  }

  Standing standing() {
    return standing;
  }

  /** Tells the node's placement from another. */
  long digest() {
    return digest;
  }

  /**
   * Compares a value that lies in a range of bytes.
   *
   * @param now the tables that it would be placed with
   * @return when it was observed, or {@link #ELSE} if it says anything else or that cannot be told
   */
  long again(byte[] other, int begin, int end, Enricher now) {
    int hereBegin = begin + timeBegin - keyLength;
    if (now != tables || hereBegin >= end) {
      return ELSE;
    }
    int hereEnd = varintEnd(other, hereBegin, end);
    boolean same =
        hereEnd > 0
            && Arrays.equals(other, begin, hereBegin, bytes, keyLength, timeBegin)
            && Arrays.equals(other, hereEnd, end, bytes, timeEnd, bytes.length);
    if (!same) {
      return ELSE;
    }
    long observedAt = varint(other, hereBegin, hereEnd);
    return ObservationReader.isTime(observedAt) ? observedAt : ELSE;
  }

  /** Where a string ends that must begin here; -1 if it does not. */
  private static int afterString(byte[] value, int begin, String text) {
    if (begin < 0) {
      return -1;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int lengthEnd = varintEnd(value, begin, value.length);
    int end = lengthEnd + bytes.length;
    boolean there =
        lengthEnd > 0
            && varint(value, begin, lengthEnd) == bytes.length
            && end <= value.length
            && Arrays.equals(value, lengthEnd, end, bytes, 0, bytes.length);
    return there ? end : -1;
  }

  /** Where a number ends that begins here; -1 if it does not before the limit. */
  private static int varintEnd(byte[] value, int begin, int limit) {
    for (int i = begin; i < limit && i < begin + 10; i++) {
      if (value[i] >= 0) {
        return i + 1;
      }
    }
    return -1;
  }

  /** A zigzag-coded number of seven bits a byte. */
  private static long varint(byte[] value, int begin, int end) {
    long bits = 0;
    for (int i = end - 1; i >= begin; i--) {
      bits = bits << 7 | value[i] & 0x7f;
    }
    return bits >>> 1 ^ -(bits & 1);
  }
}
