package dev.faultline.ingest.source.framing;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects the bytes of one record, up to a limit; what is beyond it is counted, not kept. */
final class RecordBytes {

  private final int limit;
  private byte[] bytes = new byte[1024];
  private int size;
  private long seen;

  RecordBytes(int limit) {
    this.limit = limit;
  }

  void add(int next) {
    seen++;
    if (size == limit) {
      return;
    }
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * size, limit));
    }
    bytes[size++] = (byte) next;
  }

  /** Adds the bytes from one place up to another. */
  void add(byte[] more, int from, int to) {
    seen += to - from;
    int taken = Math.min(to - from, limit - size);
    if (size + taken > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * size, size + taken), limit));
    }
    System.arraycopy(more, from, bytes, size, taken);
    size += taken;
  }

  boolean tooLong() {
    return seen > limit;
  }

  /** Whether there is nothing but blanks. */
  boolean isBlank() {
    for (int i = 0; i < size; i++) {
      if (!isSpace(bytes[i])) {
        return false;
      }
    }
    return !tooLong();
  }

  int size() {
    return size;
  }

  /** Takes off what was added after the first so many bytes. */
  byte[] cutOff(int kept) {
    byte[] off = Arrays.copyOfRange(bytes, kept, size);
    size = kept;
    seen = kept;
    return off;
  }

  /** The bytes so far; begins anew. */
  ByteBuffer take() {
    return take(0, size);
  }

  /** The bytes so far, without the blanks around them; begins anew. */
  ByteBuffer takeStripped() {
    int from = 0;
    int to = size;
    while (from < to && isSpace(bytes[from])) {
      from++;
    }
    while (to > from && isSpace(bytes[to - 1])) {
      to--;
    }
    return take(from, to);
  }

  private ByteBuffer take(int from, int to) {
    ByteBuffer taken = ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to));
    size = 0;
    seen = 0;
    return taken;
  }

  static boolean isSpace(int next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }
}
