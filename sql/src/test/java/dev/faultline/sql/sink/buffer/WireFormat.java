package dev.faultline.sql.sink.buffer;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.TrustedRecords;
import dev.faultline.schemas.Weighting;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Records as they are on the wire. */
final class WireFormat {

  static {
    TrustedRecords.trust();
  }

  private WireFormat() {}

  /** The value bytes of a record whose schema the registry knows under an id. */
  static <T extends SpecificRecord> byte[] encode(T record, int schemaId) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream header = new DataOutputStream(bytes);
    header.writeByte(0);
    header.writeInt(schemaId);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<T>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  static EntityShare share(String entity, long weight) {
    return EntityShare.newBuilder()
        .setNetwork("solana")
        .setLayer("consensus")
        .setAt(Instant.parse("2025-10-20T00:57:00Z"))
        .setWindowS(300)
        .setDimension(Dimension.PROVIDER)
        .setWeighting(Weighting.WEIGHT)
        .setEntity(entity)
        .setNodes(1)
        .setWeight(weight)
        .setShare(0.5)
        .setRank(1)
        .build();
  }
}
