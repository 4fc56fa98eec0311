package dev.faultline.ingest.source.framing;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of an input, plain or gzip (told by its first two bytes), without a UTF-8 byte order
 * mark; UTF-16 with its byte order mark comes as UTF-8. Broken gzip and half a character of UTF-16
 * end the input instead of throwing, because they say something about the data.
 */
public final class ByteInput {

  static final int END = -1;

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream plain;
  private byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long line = 1;
  private String broken;

  /**
   * @param input the bytes; not closed by this class
   * @throws IOException if the first bytes cannot be had
   */
  public ByteInput(InputStream input) throws IOException {
    BufferedInputStream peekable = new BufferedInputStream(input, BUFFER);
    peekable.mark(2);
    boolean gzip = peekable.read() == GZIP_MAGIC_1 && peekable.read() == GZIP_MAGIC_2;
    peekable.reset();
    this.plain = asUtf8(gzip ? inflate(peekable) : peekable);
  }

  private InputStream asUtf8(InputStream bytes) throws IOException {
    byte[] first;
    try {
      first = bytes.readNBytes(BYTE_ORDER_MARK.length);
    } catch (ZipException | EOFException e) {
      broken = brokenGzip(e);
      return InputStream.nullInputStream();
    }
    if (Arrays.equals(first, BYTE_ORDER_MARK)) {
      return bytes;
    }
    if (startsWith(first, 0xFE, 0xFF)) {
      return new Utf16Input(after(2, first, bytes), ByteOrder.BIG_ENDIAN);
    }
    if (startsWith(first, 0xFF, 0xFE)) {
      return new Utf16Input(after(2, first, bytes), ByteOrder.LITTLE_ENDIAN);
    }
    return after(0, first, bytes);
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }

  /** The bytes already taken, without so many, and the rest. */
  private static InputStream after(int skipped, byte[] taken, InputStream rest) {
    return new SequenceInputStream(
        new ByteArrayInputStream(taken, skipped, taken.length - skipped), rest);
  }

  private InputStream inflate(InputStream packed) throws IOException {
    try {
      return new GZIPInputStream(packed, BUFFER);
    } catch (ZipException | EOFException e) {
      broken = brokenGzip(e);
      return InputStream.nullInputStream();
    }
  }

  /** The next byte, or {@link #END}. */
  int read() throws IOException {
    if (position == limit && !fill()) {
      return END;
    }
    int next = buffer[position++] & 0xFF;
    if (next == '\n' || next == '\r' && peek() != '\n') {
      line++;
    }
    return next;
  }

  /** Whether nothing is left. */
  public boolean isAtEnd() throws IOException {
    return peek() == END;
  }

  /** The next byte, or {@link #END}, without taking it. */
  int peek() throws IOException {
    return position == limit && !fill() ? END : buffer[position] & 0xFF;
  }

  /**
   * Takes bytes up to one at which it must stop, as far as they are at hand.
   *
   * @param stops by byte, with both ends of a line among them
   * @return the last byte taken, or {@link #END} if none was
   */
  int copy(boolean[] stops, RecordBytes into) {
    int from = position;
    int to = from;
    while (to < limit && !stops[buffer[to] & 0xFF]) {
      to++;
    }
    if (to == from) {
      return END;
    }
    into.add(buffer, from, to);
    position = to;
    return buffer[to - 1] & 0xFF;
  }

  /**
   * Puts back what was read last, to be read again.
   *
   * @param line the line on which it begins
   */
  void unread(byte[] bytes, long line) {
    byte[] both = Arrays.copyOf(bytes, bytes.length + limit - position);
    System.arraycopy(buffer, position, both, bytes.length, limit - position);
    buffer = both.length < BUFFER ? Arrays.copyOf(both, BUFFER) : both;
    limit = both.length;
    position = 0;
    this.line = line;
  }

  /** The 1-based line of the next byte. */
  long line() {
    return line;
  }

  /** Why the input ended before its time; empty if it did not. */
  Optional<String> broken() {
    return Optional.ofNullable(broken);
  }

  private boolean fill() throws IOException {
    if (broken != null) {
      return false;
    }
    try {
      limit = Math.max(plain.read(buffer, 0, buffer.length), 0);
    } catch (ZipException | EOFException e) {
      broken = brokenGzip(e);
      limit = 0;
    } catch (CharConversionException e) {
      broken = e.getMessage();
      limit = 0;
    }
    position = 0;
    return limit > 0;
  }

  private static String brokenGzip(IOException e) {
    return "the gzip data is broken (" + e.getMessage() + "); nothing after this could be read";
  }
}
