package dev.faultline.streams.pack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Records of one partition, one after another, as the value of a single record. Kafka Streams costs
 * about as much per record as rolling an observation does; per pack of some thousand it costs
 * nothing. Lives between a poll and its processing and is never written anywhere.
 *
 * <p>Behind the magic number a byte says whether there was nothing more to read. A record is:
 * offset and timestamp (8 bytes each), then the lengths of key, value and headers (4 bytes each; -1
 * for a key or value that is null), then these. The headers are names and values, each behind its
 * length.
 */
public final class RecordPack {

  static final int MAGIC = 0x7061636b;
  static final int HEADER = Integer.BYTES + 1;
  static final int NULL = -1;

  private static final int FIXED = 2 * Long.BYTES + 3 * Integer.BYTES;

  private RecordPack() {}

  /**
   * Packs records in their order.
   *
   * @param isLast whether there is nothing more to read now
   */
  public static byte[] of(List<ConsumerRecord<byte[], byte[]>> records, boolean isLast) {
    int size = HEADER;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      size =
          Math.addExact(
              size, FIXED + length(record.key()) + length(record.value()) + headersLength(record));
    }
    ByteBuffer pack = ByteBuffer.allocate(size).putInt(MAGIC).put((byte) (isLast ? 1 : 0));
    records.forEach(record -> put(pack, record));
    return pack.array();
  }

  private static void put(ByteBuffer pack, ConsumerRecord<byte[], byte[]> record) {
    pack.putLong(record.offset()).putLong(record.timestamp());
    pack.putInt(record.key() == null ? NULL : record.key().length);
    pack.putInt(record.value() == null ? NULL : record.value().length);
    pack.putInt(headersLength(record));
    if (record.key() != null) {
      pack.put(record.key());
    }
    if (record.value() != null) {
      pack.put(record.value());
    }
    for (Header header : record.headers().toArray()) {
      byte[] name = header.key().getBytes(StandardCharsets.UTF_8);
      pack.putInt(name.length).put(name);
      pack.putInt(header.value() == null ? NULL : header.value().length);
      if (header.value() != null) {
        pack.put(header.value());
      }
    }
  }

  private static int headersLength(ConsumerRecord<byte[], byte[]> record) {
    int size = 0;
    // most records have none, and an array of none costs nothing
    for (Header header : record.headers().toArray()) {
      byte[] name = header.key().getBytes(StandardCharsets.UTF_8);
      size += 2 * Integer.BYTES + name.length + length(header.value());
    }
    return size;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
