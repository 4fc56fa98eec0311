package dev.faultline.ingest.source.framing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of an input, plain or gzip (told by its first two bytes), without a UTF-8 byte order
 * mark. Broken gzip ends the input instead of throwing, because it says something about the data.
 */
public final class ByteInput {

  static final int END = -1;

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;
  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private final InputStream plain;
  private final byte[] buffer = new byte[BUFFER];
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
    this.plain = gzip ? inflate(peekable) : peekable;
    skipByteOrderMark();
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
    if (next == '\n') {
      line++;
    }
    return next;
  }

  /** The next byte, or {@link #END}, without taking it. */
  int peek() throws IOException {
    return position == limit && !fill() ? END : buffer[position] & 0xFF;
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
    }
    position = 0;
    return limit > 0;
  }

  private void skipByteOrderMark() throws IOException {
    if (peek() != BYTE_ORDER_MARK[0] || limit < BYTE_ORDER_MARK.length) {
      return;
    }
    for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
      if ((buffer[i] & 0xFF) != BYTE_ORDER_MARK[i]) {
        return;
      }
    }
    position = BYTE_ORDER_MARK.length;
  }

  private static String brokenGzip(IOException e) {
    return "the gzip data is broken (" + e.getMessage() + "); nothing after this could be read";
  }
}
