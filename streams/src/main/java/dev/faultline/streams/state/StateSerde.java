package dev.faultline.streams.state;

import dev.faultline.schemas.RecordWriter;
import dev.faultline.schemas.TrustedRecords;
import dev.faultline.streams.roll.UnusableStateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Bytes of what the engine keeps for itself, in Avro's single-object encoding: each value carries
 * its schema's fingerprint, so that state written by another build is refused and not misread. What
 * others read goes through the registry instead.
 */
public final class StateSerde {

  static {
    TrustedRecords.trust();
  }

  /** The generated classes can write and read themselves, which is several times as fast. */
  private static final SpecificData MODEL = new SpecificData();

  static {
    MODEL.setCustomCoders(true);
    MODEL.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
  }

  private StateSerde() {}

  /** A serde of one generated record. Null stays null. */
  public static <T extends SpecificRecord> Serde<T> of(Schema schema) {
    RecordWriter<T> writer =
        new RecordWriter<>(header(schema), new SpecificDatumWriter<>(schema, MODEL));
    BinaryMessageDecoder<T> decoder = new BinaryMessageDecoder<>(MODEL, schema);
    Serializer<T> serializer = (topic, value) -> value == null ? null : writer.write(value);
    Deserializer<T> deserializer = (topic, bytes) -> bytes == null ? null : decode(decoder, bytes);
    return Serdes.serdeFrom(serializer, deserializer);
  }

  /** Two bytes that mark the encoding, and the fingerprint of the schema. */
  private static byte[] header(Schema schema) {
    return ByteBuffer.allocate(Short.BYTES + Long.BYTES)
        .put((byte) 0xC3)
        .put((byte) 0x01)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(SchemaNormalization.parsingFingerprint64(schema))
        .array();
  }

  private static <T> T decode(BinaryMessageDecoder<T> decoder, byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (IOException | AvroRuntimeException e) {
      throw new UnusableStateException(
          "state was written by another version of the engine: "
              + UnusableStateException.START_AGAIN,
          e);
    }
  }
}
