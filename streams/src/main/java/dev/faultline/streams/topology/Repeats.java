package dev.faultline.streams.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells, without decoding it, that an observation says the same as its node's last one, only later:
 * most do. In Avro's binary encoding of an observation the fields stand one after another: network,
 * layer, node_id, then observed_at, then everything else. Two values with the same bytes before and
 * behind observed_at, the schema's id among them, differ in nothing else.
 *
 * <p>Remembers one value a node, on the heap; nothing of this is state.
 */
final class Repeats {

  /** The registry's magic byte and the schema's id. */
  private static final int HEADER = 5;

  private final Map<String, Last> byKey = new HashMap<>();

  private record Last(byte[] value, int begin, int end, Standing standing) {}

  /** A time, and what was said before and is said again. */
  record Repeat(long observedAt, Standing standing) {}

  /** Returns what a value repeats, or null if that cannot be told. */
  Repeat of(String key, byte[] value) {
    Last last = byKey.get(key);
    if (last == null) {
      return null;
    }
    int begin = last.begin();
    int end = varintEnd(value, begin);
    boolean same =
        end > 0
            && Arrays.equals(value, 0, begin, last.value(), 0, begin)
            && Arrays.equals(
                value, end, value.length, last.value(), last.end(), last.value().length);
    return same ? new Repeat(varint(value, begin, end), last.standing()) : null;
  }

  /** Takes note of a value that had to be decoded. */
  void remember(String key, byte[] value, long observedAt, Standing standing) {
    int begin = afterString(value, HEADER, standing.population().network());
    begin = afterString(value, begin, standing.population().layer());
    begin = afterString(value, begin, standing.nodeId());
    int end = begin < 0 ? -1 : varintEnd(value, begin);
    if (end > 0 && varint(value, begin, end) == observedAt) {
      byKey.put(key, new Last(value, begin, end, standing));
    } else {
      // written under a schema whose fields stand otherwise
      byKey.remove(key);
    }
  }

  /** The tables that standings were made with have changed. */
  void forget() {
    byKey.clear();
  }

  /** Where a string ends that must begin here; -1 if it does not. */
  private static int afterString(byte[] value, int begin, String text) {
    if (begin < 0) {
      return -1;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int lengthEnd = varintEnd(value, begin);
    int end = lengthEnd + bytes.length;
    boolean there =
        lengthEnd > 0
            && varint(value, begin, lengthEnd) == bytes.length
            && end <= value.length
            && Arrays.equals(value, lengthEnd, end, bytes, 0, bytes.length);
    return there ? end : -1;
  }

  /** Where a number ends that begins here; -1 if it does not. */
  private static int varintEnd(byte[] value, int begin) {
    for (int i = begin; i < value.length && i < begin + 10; i++) {
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
