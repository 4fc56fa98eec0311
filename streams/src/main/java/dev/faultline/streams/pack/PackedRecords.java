package dev.faultline.streams.pack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Walks through a pack of records without taking it apart: keys and values are ranges of {@link
 * #bytes}. {@link #record} makes a record of the one it stands at.
 */
public final class PackedRecords {

  private final String topic;
  private final int partition;
  private final byte[] bytes;
  private final ByteBuffer pack;
  private final boolean isLast;
  private long offset;
  private long timestamp;
  private int keyLength;
  private int valueLength;
  private int headersLength;
  private int keyBegin;
  private int next;

  /**
   * Stands before the first record.
   *
   * @param pack the value of a record that {@link BatchingClientSupplier} delivered
   * @throws IllegalStateException if it is something else
   */
  public PackedRecords(String topic, int partition, byte[] pack) {
    this.topic = topic;
    this.partition = partition;
    this.bytes = pack;
    this.pack = ByteBuffer.wrap(pack);
    if (pack.length < RecordPack.HEADER || this.pack.getInt() != RecordPack.MAGIC) {
      throw new IllegalStateException(
          "records of " + topic + " come unpacked: run the topology with BatchingClientSupplier");
    }
    isLast = this.pack.get() != 0;
    next = RecordPack.HEADER;
  }

  /** Goes on to the next record; false if there is none. */
  public boolean next() {
    if (next == bytes.length) {
      return false;
    }
    pack.position(next);
    offset = pack.getLong();
    timestamp = pack.getLong();
    keyLength = pack.getInt();
    valueLength = pack.getInt();
    headersLength = pack.getInt();
    keyBegin = pack.position();
    next = valueEnd() + headersLength;
    return true;
  }

  /** Whether there was nothing more to read behind the pack when it was polled. */
  public boolean isLast() {
    return isLast;
  }

  /** The bytes that all keys and values lie in; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Milliseconds since the epoch, as the record itself tells. */
  public long timestamp() {
    return timestamp;
  }

  /** Whether there are both a key and a value. */
  public boolean isWhole() {
    return keyLength >= 0 && valueLength >= 0;
  }

  /** Where the key begins in {@link #bytes}. */
  public int keyBegin() {
    return keyBegin;
  }

  /** Where the key ends, and the value begins. */
  public int keyEnd() {
    return keyBegin + Math.max(0, keyLength);
  }

  /** Where the value ends. */
  public int valueEnd() {
    return keyEnd() + Math.max(0, valueLength);
  }

  /** The record as it was polled, in bytes of its own. */
  public ConsumerRecord<byte[], byte[]> record() {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        keyLength,
        valueLength,
        keyLength < 0 ? null : Arrays.copyOfRange(bytes, keyBegin, keyEnd()),
        valueLength < 0 ? null : Arrays.copyOfRange(bytes, keyEnd(), valueEnd()),
        headers(),
        Optional.empty());
  }

  private Headers headers() {
    RecordHeaders headers = new RecordHeaders();
    pack.position(valueEnd());
    while (pack.position() < next) {
      byte[] name = new byte[pack.getInt()];
      pack.get(name);
      int length = pack.getInt();
      byte[] value = length < 0 ? null : new byte[length];
      if (value != null) {
        pack.get(value);
      }
      headers.add(new String(name, StandardCharsets.UTF_8), value);
    }
    return headers;
  }
}
