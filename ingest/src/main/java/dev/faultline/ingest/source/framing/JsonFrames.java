package dev.faultline.ingest.source.framing;

import dev.faultline.ingest.source.Refusal.Extent;
import java.io.IOException;
import java.util.Optional;

/**
 * Cuts a JSON array into its elements, or documents that follow one another into these, without
 * parsing them: so a broken one is refused alone, with its own bytes, and an input of any length
 * needs the memory of one.
 *
 * <p>Documents may stand on lines of their own (NDJSON), or over several lines, whatever their
 * ends. One whose brackets are not closed when the next begins, or at the end of the input, was cut
 * off: it ends before the first line in it that begins with a brace, so that it does not take the
 * next with it.
 *
 * <p>A string that is not closed on its line, which JSON does not allow, ends the record there: in
 * an array with one element a line the damage stays in that line, and in others it soon ends.
 */
public final class JsonFrames implements Frames {

  /** The longest record that is taken: the longest real incident has 340 KB. */
  public static final int LONGEST_RECORD = 8 << 20;

  private static final long MOST_READ_AGAIN = 8 << 20;

  private enum Place {
    START,
    DOCUMENTS,
    ELEMENTS,
    AFTER_ARRAY,
    END
  }

  private final ByteInput input;
  private final boolean isOneArray;
  private final RecordBytes record = new RecordBytes(LONGEST_RECORD);
  private Place place = Place.START;
  private long index;
  private long readAgain;

  /**
   * @param input the bytes, from the beginning
   */
  public JsonFrames(ByteInput input) {
    this(input, false);
  }

  private JsonFrames(ByteInput input, boolean isOneArray) {
    this.input = input;
    this.isOneArray = isOneArray;
  }

  /** The elements of an array; what stands behind it is left to others. */
  static JsonFrames upToTheArraysEnd(ByteInput input) {
    return new JsonFrames(input, true);
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    if (place == Place.START) {
      place = begin();
    }
    return switch (place) {
      case DOCUMENTS -> nextDocument();
      case ELEMENTS -> nextElement();
      case AFTER_ARRAY -> trailer();
      case START, END -> Optional.empty();
    };
  }

  private Place begin() throws IOException {
    skipSpace();
    if (input.peek() != '[') {
      return Place.DOCUMENTS;
    }
    input.read();
    skipSpace();
    if (input.peek() != ']') {
      return Place.ELEMENTS;
    }
    input.read();
    return Place.AFTER_ARRAY;
  }

  private Optional<RawRecord> nextDocument() throws IOException {
    skipSpace();
    long line = input.line();
    JsonSpan.Document document = JsonSpan.copyDocument(input, record);
    if (!document.isClosed() && mayReadAgain(document)) {
      byte[] next = record.cutOff(document.mayEndAt());
      readAgain += next.length;
      input.unread(next, document.mayEndOn());
    } else if (!document.goesOn()) {
      place = Place.END;
      if (input.broken().isPresent()) {
        return lost(line, input.broken().orElseThrow());
      }
      if (record.isBlank()) {
        return Optional.empty();
      }
    }
    return Optional.of(frame(line, tooLong(), Extent.RECORD));
  }

  /** Not endlessly: a hostile input could have a line with a brace in every other byte. */
  private boolean mayReadAgain(JsonSpan.Document document) {
    return document.mayEndAt() > 0 && !record.tooLong() && readAgain < MOST_READ_AGAIN;
  }

  private Optional<RawRecord> nextElement() throws IOException {
    skipSpace();
    long line = input.line();
    int end = JsonSpan.copy(input, ']', record);
    if (end == ByteInput.END) {
      place = Place.END;
      String reason =
          record.isBlank()
              ? "the array is not closed: the input is cut off here"
              : "the array ends inside this record";
      return lost(line, input.broken().orElse(reason));
    }
    if (end == ']') {
      place = Place.AFTER_ARRAY;
    }
    return Optional.of(frame(line, elementDefect(end), Extent.RECORD));
  }

  private Optional<String> elementDefect(int end) {
    if (end == '\n') {
      return Optional.of("holds a text that is not closed on its line");
    }
    return record.isBlank() ? Optional.of("a comma is not followed by a record") : tooLong();
  }

  private Optional<RawRecord> trailer() throws IOException {
    place = Place.END;
    if (isOneArray && input.broken().isEmpty()) {
      return Optional.empty();
    }
    skipSpace();
    long line = input.line();
    for (int next = input.read(); next != ByteInput.END; next = input.read()) {
      record.add(next);
    }
    if (input.broken().isPresent()) {
      return lost(line, input.broken().orElseThrow());
    }
    return record.isBlank() ? Optional.empty() : lost(line, "stands after the end of the array");
  }

  private Optional<RawRecord> lost(long line, String reason) {
    return Optional.of(frame(line, Optional.of(reason), Extent.REST_OF_INPUT));
  }

  private RawRecord frame(long line, Optional<String> defect, Extent extent) {
    return new RawRecord(index++, line, record.takeStripped(), defect, extent);
  }

  private Optional<String> tooLong() {
    return record.tooLong()
        ? Optional.of("is longer than " + LONGEST_RECORD + " bytes")
        : Optional.empty();
  }

  private void skipSpace() throws IOException {
    while (RecordBytes.isSpace(input.peek())) {
      input.read();
    }
  }
}
