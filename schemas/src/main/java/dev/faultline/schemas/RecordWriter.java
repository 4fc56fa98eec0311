package dev.faultline.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes records of one schema in Avro's binary encoding behind a header that is the same for all
 * of them. Each thread has one buffer for all writers.
 *
 * @param <T> the records
 */
public final class RecordWriter<T> {

  private static final ThreadLocal<Buffer> BUFFERS = ThreadLocal.withInitial(Buffer::new);

  private final byte[] header;
  private final DatumWriter<T> writer;

  private static final class Buffer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
  }

  /**
   * @param header what each record begins with; not changed after
   */
  public RecordWriter(byte[] header, DatumWriter<T> writer) {
    this.header = header;
    this.writer = writer;
  }

  /**
   * The bytes of a record.
   *
   * @throws RuntimeException what the writer says of a record that the schema does not allow
   */
  public byte[] write(T value) {
    Buffer buffer = BUFFERS.get();
    buffer.bytes.reset();
    buffer.bytes.writeBytes(header);
    try {
      writer.write(value, buffer.encoder);
      buffer.encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException wrong) {
      // what it had taken in must not stand before the next record
      BUFFERS.remove();
      throw wrong;
    }
    return buffer.bytes.toByteArray();
  }
}
