package dev.faultline.ingest.source.framing;

import java.nio.ByteBuffer;

/** Whether the lines read so far leave a CSV field's quote open . */
final class QuoteState {

  private enum At {
    /** At the beginning of a field, where a quote opens it. */
    FIELD_START,
    PLAIN,
    QUOTED,
    /** After a quote in a quoted field: its end, or the first half of an escaped quote. */
    MAYBE_CLOSED
  }

  private final byte delimiter;
  private final byte quote;
  private At at = At.FIELD_START;
  private boolean broken;

  QuoteState(CsvDialect dialect) {
    this.delimiter = (byte) dialect.delimiter();
    this.quote = (byte) dialect.quote();
  }

  /** Goes through one more line. */
  void line(ByteBuffer bytes) {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      at = after(bytes.get(i));
    }
    if (at != At.QUOTED) {
      at = At.FIELD_START;
    }
  }

  /** Whether a quoted field goes on after the last line. */
  boolean open() {
    return at == At.QUOTED && !broken;
  }

  /** Whether a quote was closed in the middle of a field. */
  boolean broken() {
    return broken;
  }

  private At after(byte next) {
    return switch (at) {
      case FIELD_START -> next == quote ? At.QUOTED : next == delimiter ? At.FIELD_START : At.PLAIN;
      case PLAIN -> next == delimiter ? At.FIELD_START : At.PLAIN;
      case QUOTED -> next == quote ? At.MAYBE_CLOSED : At.QUOTED;
      case MAYBE_CLOSED -> {
        if (next == quote) {
          yield At.QUOTED;
        }
        broken |= next != delimiter;
        yield next == delimiter ? At.FIELD_START : At.PLAIN;
      }
    };
  }
}
