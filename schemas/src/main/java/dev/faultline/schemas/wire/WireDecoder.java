package dev.faultline.schemas.wire;

import dev.faultline.schemas.TrustedRecords;
import dev.faultline.schemas.wire.UndecodableException.Kind;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads Confluent's wire format: a zero byte, the writer's schema id, Avro binary. Whatever the
 * bytes are, there are three outcomes: a record, {@link UndecodableException} or {@link
 * RegistryUnavailableException}. The client's own deserializer reports the last two alike, and lets
 * through what Avro throws of its own accord.
 *
 * <p>Avro compares each length with the bytes that are left before it allocates, so that what a
 * record takes in memory is bounded by its own size. Not safe for several threads.
 *
 * @param <T> the records of the topic
 */
public final class WireDecoder<T extends SpecificRecord> {

  static {
    TrustedRecords.trust();
  }

  private static final int HEADER_BYTES = 5;

  private final WriterSchemas schemas;
  private final Schema readerSchema;
  private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
  private int lastId;
  private SpecificDatumReader<T> lastReader;
  private BinaryDecoder binary;

  /**
   * @param registry which knows the writers' schemas
   * @param readerSchema of the records that are returned
   */
  public WireDecoder(SchemaRegistryClient registry, Schema readerSchema) {
    this.schemas = new WriterSchemas(registry);
    this.readerSchema = readerSchema;
  }

  /**
   * @param value a record's value; null is none
   * @throws UndecodableException if these bytes are not a record of the topic
   * @throws RegistryUnavailableException if the registry does not say what they are: ask again
   *     later
   */
  public T decode(byte[] value) throws UndecodableException, RegistryUnavailableException {
    if (value == null) {
      throw new UndecodableException(Kind.BYTES, "has no value");
    }
    if (value.length < HEADER_BYTES || value[0] != 0) {
      throw new UndecodableException(
          Kind.BYTES, "is not in Confluent's wire format (a zero byte and a schema id)");
    }
    int schemaId = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    SpecificDatumReader<T> reader =
        lastReader != null && schemaId == lastId ? lastReader : reader(schemaId);
    binary =
        DecoderFactory.get()
            .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, binary);
    try {
      T record = reader.read(null, binary);
      if (!binary.isEnd()) {
        throw new UndecodableException(
            Kind.BYTES, "has bytes after the record of schema " + schemaId);
      }
      return record;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // the bytes come from memory: whatever goes wrong here is in them
      throw new UndecodableException(
          Kind.BYTES, "is not Avro of schema " + schemaId + ": " + e.getMessage());
    }
  }

  private SpecificDatumReader<T> reader(int schemaId)
      throws UndecodableException, RegistryUnavailableException {
    SpecificDatumReader<T> reader = readers.get(schemaId);
    if (reader == null) {
      Schema writerSchema = schemas.get(schemaId);
      if (!isOfTopic(writerSchema)) {
        throw new UndecodableException(
            Kind.SCHEMA,
            "names schema %d, which is of %s instead of %s"
                .formatted(schemaId, writerSchema.getFullName(), readerSchema.getFullName()));
      }
      reader = new SpecificDatumReader<>(writerSchema, readerSchema);
      readers.put(schemaId, reader);
    }
    lastId = schemaId;
    lastReader = reader;
    return reader;
  }

  private boolean isOfTopic(Schema writerSchema) {
    return writerSchema.getType() == Schema.Type.RECORD
        && (writerSchema.getFullName().equals(readerSchema.getFullName())
            || readerSchema.getAliases().contains(writerSchema.getFullName()));
  }
}
