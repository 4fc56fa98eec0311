package dev.faultline.sql.landing;

import dev.faultline.schemas.TrustedRecords;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads Confluent's wire format: a zero byte, the writer's schema id, Avro binary. The client's own
 * deserializer does the same but reports a broken record and an unreachable registry alike, and
 * here the first is a dead letter and the second is waited for. Not safe for several threads.
 *
 * @param <T> the records of the topic
 */
final class RecordDecoder<T extends SpecificRecord> {

  static {
    TrustedRecords.trust();
  }

  private static final int HEADER_BYTES = 5;
  private static final int NOT_FOUND = 404;

  private final SchemaRegistryClient registry;
  private final Schema readerSchema;
  private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
  private BinaryDecoder reused;
  private T reusedRecord;

  RecordDecoder(SchemaRegistryClient registry, Schema readerSchema) {
    this.registry = registry;
    this.readerSchema = readerSchema;
  }

  /**
   * @param value a record's value, not null
   * @return the record; valid until the next call
   * @throws Undecodable if these bytes are not a record of the topic
   * @throws IOException if the registry does not answer: ask again later
   */
  T decode(byte[] value) throws Undecodable, IOException {
    if (value.length < HEADER_BYTES || value[0] != 0) {
      throw new Undecodable(
          Refusal.BYTES, "is not in Confluent's wire format (a zero byte and a schema id)");
    }
    int schemaId = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    SpecificDatumReader<T> reader = reader(schemaId);
    reused =
        DecoderFactory.get()
            .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, reused);
    try {
      reusedRecord = reader.read(reusedRecord, reused);
      if (!reused.isEnd()) {
        throw new Undecodable(Refusal.BYTES, "has bytes after the record of schema " + schemaId);
      }
    } catch (IOException
        | AvroRuntimeException
        | ClassCastException
        | IndexOutOfBoundsException e) {
      // the bytes come from memory: whatever goes wrong here is in them
      throw new Undecodable(
          Refusal.BYTES, "is not Avro of schema " + schemaId + ": " + e.getMessage());
    }
    return reusedRecord;
  }

  private SpecificDatumReader<T> reader(int schemaId) throws Undecodable, IOException {
    SpecificDatumReader<T> known = readers.get(schemaId);
    if (known != null) {
      return known;
    }
    SpecificDatumReader<T> reader = new SpecificDatumReader<>(writerSchema(schemaId), readerSchema);
    readers.put(schemaId, reader);
    return reader;
  }

  private Schema writerSchema(int schemaId) throws Undecodable, IOException {
    try {
      ParsedSchema parsed = registry.getSchemaById(schemaId);
      if (parsed.rawSchema() instanceof Schema schema) {
        return schema;
      }
      throw new Undecodable(
          Refusal.SCHEMA, "names schema " + schemaId + ", which is " + parsed.schemaType());
    } catch (RestClientException e) {
      if (e.getStatus() == NOT_FOUND) {
        throw new Undecodable(
            Refusal.SCHEMA, "names schema " + schemaId + ", which the registry does not know");
      }
      throw new IOException("the schema registry answers " + e.getStatus(), e);
    }
  }
}
