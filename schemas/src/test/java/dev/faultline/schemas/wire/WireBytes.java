package dev.faultline.schemas.wire;

import dev.faultline.schemas.TrustedRecords;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Records as they are on the wire. */
final class WireBytes {

  static {
    TrustedRecords.trust();
  }

  private WireBytes() {}

  /** The value of a record whose schema the registry knows under an id. */
  static byte[] of(SpecificRecord record, int schemaId) {
    return of(new SpecificDatumWriter<>(record.getSchema()), record, schemaId);
  }

  /** The value of a generic record. */
  static byte[] of(Schema schema, Object record, int schemaId) {
    return of(new GenericDatumWriter<>(schema), record, schemaId);
  }

  private static <T> byte[] of(GenericDatumWriter<T> writer, T record, int schemaId) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new DataOutputStream(bytes).writeByte(0);
      new DataOutputStream(bytes).writeInt(schemaId);
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      writer.write(record, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
