package dev.faultline.testkit;

import dev.faultline.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;

/**
 * Values of a topic that something has happened to: bits flipped, cut, extended, lengths of
 * billions in the middle, other schemas, no bytes at all. Some are still records. The same seed
 * gives the same values.
 */
public final class MutatedValues {

  private static final int HEADER_BYTES = 5;
  private static final int EXAMPLES = 200;

  private final Random random;
  private final int schemaId;
  private final int otherSchemaId;
  private final byte[][] examples = new byte[EXAMPLES][];

  /**
   * @param schemaId of the topic's schema
   * @param otherSchemaId of another one that the registry knows
   */
  public MutatedValues(Topic topic, int schemaId, int otherSchemaId, long seed) {
    this.random = new Random(seed);
    this.schemaId = schemaId;
    this.otherSchemaId = otherSchemaId;
    Iterator<Object> records =
        new RandomData(topic.valueSchema(), EXAMPLES, random.nextLong()).iterator();
    GenericDatumWriter<Object> writer = new GenericDatumWriter<>(topic.valueSchema());
    for (int i = 0; i < EXAMPLES; i++) {
      examples[i] = encoded(writer, records.next());
    }
  }

  private byte[] encoded(GenericDatumWriter<Object> writer, Object record) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(ByteBuffer.allocate(HEADER_BYTES).put((byte) 0).putInt(schemaId).array());
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      writer.write(record, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next one; null now and then. */
  public byte[] next() {
    byte[] value = examples[random.nextInt(EXAMPLES)].clone();
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> flipped(value);
      case 3 -> Arrays.copyOf(value, random.nextInt(value.length));
      case 4 -> extended(value, 1 + random.nextInt(16));
      case 5, 6 -> withVarint(value);
      case 7 -> withSchema(value, random.nextBoolean() ? otherSchemaId : random.nextInt());
      case 8 -> withMagic(value);
      case 9 -> bytes(random.nextInt(64));
      case 10 -> withoutSlice(value);
      default -> rare(value);
    };
  }

  private byte[] rare(byte[] value) {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> extended(value, 100_000);
      case 2 -> new byte[0];
      default -> header(bytes(random.nextInt(200)));
    };
  }

  private byte[] flipped(byte[] value) {
    for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
      int at = HEADER_BYTES + random.nextInt(value.length - HEADER_BYTES);
      value[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return value;
  }

  private byte[] extended(byte[] value, int more) {
    byte[] longer = Arrays.copyOf(value, value.length + more);
    System.arraycopy(bytes(more), 0, longer, value.length, more);
    return longer;
  }

  /** Puts a number where there may be a length, a count or the index of a union. */
  private byte[] withVarint(byte[] value) {
    byte[] varint = varint(random.nextLong() >> random.nextInt(Long.SIZE));
    int at = HEADER_BYTES + random.nextInt(value.length - HEADER_BYTES);
    byte[] longer = new byte[value.length + varint.length];
    System.arraycopy(value, 0, longer, 0, at);
    System.arraycopy(varint, 0, longer, at, varint.length);
    System.arraycopy(value, at, longer, at + varint.length, value.length - at);
    return longer;
  }

  private static byte[] varint(long number) {
    byte[] bytes = new byte[10];
    int length = 0;
    long rest = number << 1 ^ number >> 63;
    do {
      bytes[length++] = (byte) (rest & 0x7f | (rest >>> 7 == 0 ? 0 : 0x80));
      rest >>>= 7;
    } while (rest != 0);
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] withSchema(byte[] value, int id) {
    ByteBuffer.wrap(value).putInt(1, id);
    return value;
  }

  private byte[] withMagic(byte[] value) {
    value[0] = (byte) (1 + random.nextInt(255));
    return value;
  }

  private byte[] withoutSlice(byte[] value) {
    int from = random.nextInt(value.length);
    int to = from + random.nextInt(value.length - from);
    byte[] shorter = new byte[value.length - (to - from)];
    System.arraycopy(value, 0, shorter, 0, from);
    System.arraycopy(value, to, shorter, from, value.length - to);
    return shorter;
  }

  private byte[] header(byte[] body) {
    byte[] value = new byte[HEADER_BYTES + body.length];
    System.arraycopy(body, 0, value, HEADER_BYTES, body.length);
    return withSchema(value, schemaId);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
