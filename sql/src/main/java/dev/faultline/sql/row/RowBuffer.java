package dev.faultline.sql.row;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rows in ClickHouse's RowBinary encoding, one after the other. It grows as needed and is reused
 * from batch to batch; a row that turns out to be refused is cut off again with {@link #truncate}.
 */
public final class RowBuffer {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  /**
   * @param capacity bytes to begin with
   */
  public RowBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** Bytes written so far. */
  public int size() {
    return size;
  }

  /** Forgets everything after the first {@code newSize} bytes. */
  public void truncate(int newSize) {
    if (newSize < 0 || newSize > size) {
      throw new IllegalArgumentException("cannot cut " + size + " bytes to " + newSize);
    }
    size = newSize;
  }

  /** Copies the bytes from one position up to another. */
  public void writeTo(OutputStream out, int from, int to) throws IOException {
    out.write(bytes, from, to - from);
  }

  /** Gives the bytes from one position up to another to a reader, without copying them. */
  public void read(int from, int to, Reader reader) {
    reader.read(bytes, from, to);
  }

  /** Is lent bytes that it must not keep. */
  @FunctionalInterface
  public interface Reader {
    /** Reads the bytes from one position up to another. */
    void read(byte[] bytes, int from, int to);
  }

  /** A copy of everything written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** One byte: UInt8, Bool, the null flag of a Nullable (1 is null). */
  public void putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Int32 or UInt32: the low 32 bits, little endian. */
  public void putInt(int value) {
    reserve(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
  }

  /** Int64, UInt64, or the ticks of a DateTime64. */
  public void putLong(long value) {
    reserve(Long.BYTES);
    LONG.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** Float64. */
  public void putDouble(double value) {
    putLong(Double.doubleToRawLongBits(value));
  }

  /** UInt16. */
  public void putShort(int value) {
    reserve(Short.BYTES);
    bytes[size++] = (byte) value;
    bytes[size++] = (byte) (value >>> 8);
  }

  /** LEB128, which RowBinary uses for lengths of strings, arrays and maps. */
  public void putLength(int length) {
    reserve(5);
    int rest = length;
    while ((rest & ~0x7F) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** String, as UTF-8. */
  public void putString(String value) {
    putBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** String of any bytes. */
  public void putBytes(byte[] value) {
    putLength(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** Bytes as they are. */
  public void append(byte[] source, int from, int length) {
    reserve(length);
    if (length == Long.BYTES) {
      LONG.set(bytes, size, (long) LONG.get(source, from));
    } else {
      System.arraycopy(source, from, bytes, size, length);
    }
    size += length;
  }

  /** All bytes of another buffer. */
  public void append(RowBuffer source) {
    append(source.bytes, 0, source.size);
  }

  /** Whether these bytes stand at a position. */
  public boolean isAt(int position, byte[] other, int from, int length) {
    return Arrays.equals(bytes, position, position + length, other, from, from + length);
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
    }
  }
}
