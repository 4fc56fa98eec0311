package dev.faultline.streams.node;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.faultline.streams.pack.PackedRecords;
import java.security.SecureRandom;

/**
 * What an undecoded record of an observation says, as a digest, and when it was observed. In Avro's
 * binary encoding the fields stand one after another: network, layer, node_id, then observed_at,
 * then everything else. Two records with the same bytes before and behind observed_at, the key and
 * the schema's id among them, differ in nothing else, and have the same digest.
 *
 * <p>The digest has 128 bits and is keyed by a number drawn at random when the process starts, so
 * that nobody can make two different records of the same digest; by chance that takes some 10^38
 * pairs of them. One object is used for record after record.
 */
public final class ObservationFingerprint {

  /** The registry's magic byte and the schema's id. */
  private static final int HEADER = 5;

  private static final int STRINGS_BEFORE_TIME = 3;
  private static final int LONGEST_VARINT = 10;
  private static final Hasher128 BEFORE_TIME;
  private static final Hasher128 BEHIND_TIME;

  static {
    SecureRandom random = new SecureRandom();
    BEFORE_TIME = Hashing.xxh3_128(random.nextLong());
    BEHIND_TIME = Hashing.xxh3_128(random.nextLong());
  }

  private boolean isReadable;
  private int timeBegin;
  private long observedAt;
  private long high;
  private long low;

  /** Reads the record that stands there. */
  public void read(PackedRecords record) {
    read(record.bytes(), record.keyBegin(), record.keyEnd(), record.valueEnd());
  }

  /** Reads a key and the value right behind it. */
  void read(byte[] bytes, int keyBegin, int valueBegin, int valueEnd) {
    isReadable = false;
    timeBegin = valueBegin + HEADER;
    for (int i = 0; i < STRINGS_BEFORE_TIME; i++) {
      int end = varintEnd(bytes, timeBegin, valueEnd);
      long length = end < 0 ? -1 : varint(bytes, timeBegin, end);
      if (length < 0 || length > valueEnd - end) {
        return;
      }
      timeBegin = end + (int) length;
    }
    int timeEnd = varintEnd(bytes, timeBegin, valueEnd);
    if (timeEnd < 0) {
      return;
    }
    observedAt = varint(bytes, timeBegin, timeEnd);
    HashValue128 before = BEFORE_TIME.hashBytesTo128Bits(bytes, keyBegin, timeBegin - keyBegin);
    HashValue128 behind = BEHIND_TIME.hashBytesTo128Bits(bytes, timeEnd, valueEnd - timeEnd);
    high = before.getMostSignificantBits() + behind.getMostSignificantBits();
    low = before.getLeastSignificantBits() + behind.getLeastSignificantBits();
    isReadable = true;
  }

  /** Whether the bytes are laid out so that what is asked for below could be found. */
  boolean isReadable() {
    return isReadable;
  }

  /** Where observed_at begins. */
  int timeBegin() {
    return timeBegin;
  }

  /** Milliseconds since the epoch; any number if the record is not one of an observation. */
  public long observedAt() {
    return observedAt;
  }

  /** The upper half of the digest. */
  long high() {
    return high;
  }

  /** The lower half of the digest. */
  long low() {
    return low;
  }

  /** Where a number ends that begins here; -1 if it does not before the limit. */
  private static int varintEnd(byte[] value, int begin, int limit) {
    for (int i = begin; i < limit && i < begin + LONGEST_VARINT; i++) {
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
