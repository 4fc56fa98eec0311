package dev.faultline.schemas;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
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

  private record Written(Schema schema, RecordWriter<SpecificRecord> writer) {}

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
    return written.writer().write(value);
  }

  private byte[] first(String topic, T value) {
    byte[] bytes = confluent.serialize(topic, value);
    byte[] header = new byte[HEADER];
    System.arraycopy(bytes, 0, header, 0, HEADER);
    Schema schema = value.getSchema();
    DatumWriter<SpecificRecord> writer =
        new SpecificDatumWriter<>(schema, SpecificData.getForClass(value.getClass()));
    byTopic.put(topic, new Written(schema, new RecordWriter<>(header, writer)));
    return bytes;
  }

  @Override
  public void close() {
    confluent.close();
  }
}
