package dev.faultline.ingest.source.framing;

import java.io.IOException;

/** One JSON value of an input, copied without parsing it. */
final class JsonSpan {

  private JsonSpan() {}

  /**
   * Copies up to what ends the value, which is taken from the input and returned: a comma, the
   * closing bracket, the end of a line inside a string, or {@link ByteInput#END}.
   *
   * @param closing the bracket that closes what the value stands in
   */
  static int copy(ByteInput input, int closing, RecordBytes into) throws IOException {
    int depth = 0;
    boolean text = false;
    boolean escaped = false;
    while (true) {
      int next = input.read();
      if (next == ByteInput.END || (!text && depth == 0 && (next == ',' || next == closing))) {
        return next;
      }
      if (text && next == '\n') {
        return next;
      }
      into.add(next);
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
}
