package dev.faultline.streams.topology;

import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.roll.Standing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The value of a node's last decoded observation, which tells without decoding it that a later one
 * says the same: most do. In Avro's binary encoding of an observation the fields stand one after
 * another: network, layer, node_id, then observed_at, then everything else. Two values with the
 * same bytes before and behind observed_at, the schema's id among them, differ in nothing else.
 */
final class Said {

  /** What {@link #again} returns of a value that says something else. */
  static final long ELSE = Long.MIN_VALUE;

  /** The registry's magic byte and the schema's id. */
  private static final int HEADER = 5;

  private final byte[] value;
  private final int timeBegin;
  private final int timeEnd;
  private final Enricher tables;
  private final Standing standing;
  private final long digest;

  private Said(
      byte[] value, int timeBegin, int timeEnd, Enricher tables, Standing standing, long digest) {
    this.value = value;
    this.timeBegin = timeBegin;
    this.timeEnd = timeEnd;
    this.tables = tables;
    this.standing = standing;
    this.digest = digest;
  }

  /**
   * Remembers a decoded value; null if it was written under a schema that lays it out otherwise.
   */
  static Said of(byte[] value, PlacedObservation placed, Standing standing, long digest) {
    int begin = afterString(value, HEADER, placed.population().network());
    begin = afterString(value, begin, placed.population().layer());
    begin = afterString(value, begin, placed.nodeId());
    int end = begin < 0 ? -1 : varintEnd(value, begin, value.length);
    boolean isThere = end > 0 && varint(value, begin, end) == placed.observedAt();
    return isThere ? new Said(value, begin, end, placed.tables(), standing, digest) : null;
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
  long again(byte[] bytes, int begin, int end, Enricher now) {
    int hereBegin = begin + timeBegin;
    if (now != tables || hereBegin >= end) {
      return ELSE;
    }
    int hereEnd = varintEnd(bytes, hereBegin, end);
    boolean same =
        hereEnd > 0
            && Arrays.equals(bytes, begin, hereBegin, value, 0, timeBegin)
            && Arrays.equals(bytes, hereEnd, end, value, timeEnd, value.length);
    if (!same) {
      return ELSE;
    }
    long observedAt = varint(bytes, hereBegin, hereEnd);
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
