package dev.faultline.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes what Confluent's serializer writes, for topics with many records: the first record of a
 * schema goes through that one, which asks the registry, and the others get the same header. Asking
 * it about every record costs more than the record.
 *
 * @param <T> the topics' records
 */
final class RowSerializer<T extends SpecificRecord> implements Serializer<T> {

  /** A magic byte and the schema's id. */
  private static final int HEADER = 5;

  private final Serializer<T> confluent;
  private final Map<String, Written> byTopic = new ConcurrentHashMap<>();
  private final ThreadLocal<Buffer> buffers = ThreadLocal.withInitial(Buffer::new);

  private record Written(Schema schema, byte[] header, DatumWriter<SpecificRecord> writer) {}

  private static final class Buffer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
  }

  RowSerializer(Serializer<T> confluent) {
    this.confluent = confluent;
  }

  @Override
  public byte[] serialize(String topic, T value) {
    if (value == null) {
      return null;
    }
    Written written = byTopic.get(topic);
    if (written == null || written.schema() != value.getSchema()) {
      return first(topic, value);
    }
    Buffer buffer = buffers.get();
    buffer.bytes.reset();
    buffer.bytes.writeBytes(written.header());
    try {
      written.writer().write(value, buffer.encoder);
      buffer.encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException wrong) {
      // what it had taken in must not stand before the next record
      buffers.remove();
      throw wrong;
    }
    return buffer.bytes.toByteArray();
  }

  private byte[] first(String topic, T value) {
    byte[] bytes = confluent.serialize(topic, value);
    byte[] header = new byte[HEADER];
    System.arraycopy(bytes, 0, header, 0, HEADER);
    Schema schema = value.getSchema();
    DatumWriter<SpecificRecord> writer =
        new SpecificDatumWriter<>(schema, SpecificData.getForClass(value.getClass()));
    byTopic.put(topic, new Written(schema, header, writer));
    return bytes;
  }

  @Override
  public void close() {
    confluent.close();
  }
}
