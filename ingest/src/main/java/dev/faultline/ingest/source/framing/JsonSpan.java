package dev.faultline.ingest.source.framing;

import java.io.IOException;

/** How deep in brackets, and whether in a text, a JSON value stands at the byte taken last. */
final class JsonSpan {

  private int depth;
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
      int next = input.read();
      boolean ends = !span.text && span.depth == 0 && (next == ',' || next == closing);
      if (ends || next == ByteInput.END || (span.text && next == '\n')) {
        return next;
      }
      into.add(next);
      span.take(next);
    }
  }

  /**
   * Copies a document of one or more lines, without the end of its last line.
   *
   * @return whether the input goes on
   */
  static boolean copyDocument(ByteInput input, RecordBytes into) throws IOException {
    JsonSpan span = new JsonSpan();
    for (int next = input.read(); next != ByteInput.END; next = input.read()) {
      if (next == '\n' && (span.text || span.depth == 0 || input.peek() == '{')) {
        return true;
      }
      into.add(next);
      span.take(next);
    }
    return false;
  }

  private void take(int next) {
    if (text) {
      text = escaped || next != '"';
      escaped = !escaped && next == '\\';
    } else if (next == '"') {
      text = true;
    } else if (next == '{' || next == '[') {
      depth++;
    } else if (depth > 0 && (next == '}' || next == ']')) {
      depth--;
    }
  }
}
