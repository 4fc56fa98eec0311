package dev.faultline.ingest.source.framing;

import java.io.IOException;

/** How deep in brackets, and whether in a text, a JSON value stands at the byte taken last. */
final class JsonSpan {

  /**
   * A document that was copied.
   *
   * @param goesOn whether the input goes on behind it
   * @param isClosed whether its brackets were closed
   * @param mayEndAt after how many bytes a line begins with a brace for the first time, which may
   *     be the next document if this one is cut off; -1 if none does
   * @param mayEndOn the line that does
   */
  record Document(boolean goesOn, boolean isClosed, int mayEndAt, long mayEndOn) {}

  /** Where something may change; what lies between two such bytes is copied at once. */
  private static final boolean[] TEXT_STOPS = stops("\"\\\n\r");

  private static final boolean[] STOPS = stops("\"{}[], \t\n\r");

  /** What stands open, as deep as any record that is taken can be. */
  private final byte[] containers = new byte[64];

  private int depth;
  private int last;
  private boolean text;
  private boolean escaped;

  /**
   * Copies up to what ends the value, which is taken from the input and returned: a comma, the
   * closing bracket, the end of a line inside a string, or {@link ByteInput#END}.
   *
   * @param closing the bracket that closes what the value stands in
   */
  static int copy(ByteInput input, int closing, RecordBytes into) throws IOException {
    JsonSpan span = new JsonSpan();
    while (true) {
      span.copyRun(input, into);
      int next = input.read();
      boolean ends = !span.text && span.depth == 0 && (next == ',' || next == closing);
      if (ends || next == ByteInput.END) {
        return next;
      }
      if (span.text && isLineEnd(next)) {
        return '\n';
      }
      into.add(next);
      span.take(next);
    }
  }

  /** Copies a document of one or more lines, and the end of its last line. */
  static Document copyDocument(ByteInput input, RecordBytes into) throws IOException {
    JsonSpan span = new JsonSpan();
    long line = input.line();
    int mayEndAt = -1;
    long mayEndOn = line;
    for (int next = input.read(); next != ByteInput.END; next = input.read()) {
      if (isLineEnd(next)) {
        if (span.endsWithItsLine(input)) {
          into.add(next);
          return new Document(true, span.depth == 0 && !span.text, mayEndAt, mayEndOn);
        }
        if (mayEndAt < 0 && input.peek() == '{') {
          mayEndAt = into.size() + 1;
          mayEndOn = input.line();
        }
      }
      into.add(next);
      span.take(next);
      // documents put together without a line's end between them
      if (span.depth == 0 && span.last == '}' && input.peek() == '{') {
        return new Document(true, true, mayEndAt, mayEndOn);
      }
      span.copyRun(input, into);
    }
    return new Document(false, span.depth == 0 && !span.text, mayEndAt, mayEndOn);
  }

  private static boolean[] stops(String bytes) {
    boolean[] stops = new boolean[256];
    bytes.chars().forEach(stop -> stops[stop] = true);
    return stops;
  }

  /** Copies bytes that leave brackets and texts as they are. */
  private void copyRun(ByteInput input, RecordBytes into) {
    if (escaped) {
      return;
    }
    int copied = input.copy(text ? TEXT_STOPS : STOPS, into);
    if (!text && copied != ByteInput.END) {
      last = copied;
    }
  }

  private boolean endsWithItsLine(ByteInput input) throws IOException {
    return text || depth == 0 || input.peek() == '{' && !mayBeginValue();
  }

  /** Whether an object may begin here: after a colon, or as an element of an array. */
  private boolean mayBeginValue() {
    return last == ':' || last == '[' || last == ',' && inArray();
  }

  private boolean inArray() {
    return depth > 0 && depth <= containers.length && containers[depth - 1] == '[';
  }

  private static boolean isLineEnd(int next) {
    return next == '\n' || next == '\r';
  }

  private void take(int next) {
    if (text) {
      text = escaped || next != '"';
      escaped = !escaped && next == '\\';
      return;
    }
    if (RecordBytes.isSpace(next)) {
      return;
    }
    last = next;
    if (next == '"') {
      text = true;
    } else if (next == '{' || next == '[') {
      if (depth < containers.length) {
        containers[depth] = (byte) next;
      }
      depth++;
    } else if (depth > 0 && (next == '}' || next == ']')) {
      depth--;
    }
  }
}
