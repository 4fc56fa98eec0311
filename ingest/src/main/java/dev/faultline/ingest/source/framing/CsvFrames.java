package dev.faultline.ingest.source.framing;

import dev.faultline.ingest.source.Refusal.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Cuts CSV (RFC 4180) into records without parsing them. Lines end with CRLF, LF or CR. A quoted
 * field may hold line breaks; but a quote that is not closed within 64 KiB, or is closed in the
 * middle of a field, refuses its first line alone, and reading goes on with the line after it,
 * where a plain CSV reader would swallow the rest of the file.
 */
public final class CsvFrames implements Frames {

  /** The longest record that is taken. */
  public static final int LONGEST_RECORD = 64 << 10;

  private record Line(long number, ByteBuffer bytes, boolean tooLong, boolean cut) {}

  private final ByteInput input;
  private final CsvDialect dialect;
  private final RecordBytes lineBytes = new RecordBytes(LONGEST_RECORD);
  // lines that were taken for a part of a quoted field and turned out to be none
  private final Deque<Line> again = new ArrayDeque<>();
  private long index = -1; // the header is no record
  private boolean lossTold;

  /**
   * @param input the bytes, from the beginning
   */
  public CsvFrames(ByteInput input) {
    this(input, CsvDialect.STANDARD);
  }

  /**
   * @param input the bytes, from the beginning
   * @param dialect what parts and quotes fields
   */
  public CsvFrames(ByteInput input, CsvDialect dialect) {
    this.input = input;
    this.dialect = dialect;
  }

  /** The next record; the first one is the header and has the index -1. */
  @Override
  public Optional<RawRecord> next() throws IOException {
    Line first = nextLine();
    while (first != null && first.bytes.remaining() == 0) {
      first = nextLine();
    }
    if (first == null) {
      return endOfInput();
    }
    if (first.cut) {
      return Optional.of(lost(first.number, first.bytes));
    }
    if (first.tooLong) {
      return Optional.of(refuse(first, "is longer than " + LONGEST_RECORD + " bytes"));
    }
    return Optional.of(withContinuation(first));
  }

  /** Nothing, or once why the input ended before its time. */
  private Optional<RawRecord> endOfInput() {
    return lossTold || input.broken().isEmpty()
        ? Optional.empty()
        : Optional.of(lost(input.line(), ByteBuffer.allocate(0)));
  }

  private RawRecord lost(long line, ByteBuffer bytes) {
    lossTold = true;
    return new RawRecord(index++, line, bytes, input.broken(), Extent.REST_OF_INPUT);
  }

  private RawRecord withContinuation(Line first) throws IOException {
    QuoteState quotes = new QuoteState(dialect);
    List<Line> lines = new ArrayList<>();
    int size = 0;
    for (Line line = first; line != null; line = nextLine()) {
      lines.add(line);
      size += line.bytes.remaining() + 1;
      quotes.line(line.bytes);
      if (!quotes.open() || line.tooLong || line.cut || size > LONGEST_RECORD) {
        break;
      }
    }
    if (quotes.open() || lines.get(lines.size() - 1).cut || (quotes.broken() && lines.size() > 1)) {
      for (int i = lines.size() - 1; i > 0; i--) {
        again.push(lines.get(i));
      }
      return refuse(first, "opens a quote that is not closed");
    }
    return new RawRecord(index++, first.number, join(lines), Optional.empty(), Extent.RECORD);
  }

  private RawRecord refuse(Line line, String reason) {
    return new RawRecord(index++, line.number, line.bytes, Optional.of(reason), Extent.RECORD);
  }

  /** The next line without its end; null at the end of the input. */
  private Line nextLine() throws IOException {
    if (!again.isEmpty()) {
      return again.pop();
    }
    long number = input.line();
    int next = input.read();
    if (next == ByteInput.END) {
      return null;
    }
    while (next != '\n' && next != '\r' && next != ByteInput.END) {
      lineBytes.add(next);
      next = input.read();
    }
    if (next == '\r' && input.peek() == '\n') {
      next = input.read();
    }
    boolean tooLong = lineBytes.tooLong();
    boolean cut = next == ByteInput.END && input.broken().isPresent();
    return new Line(number, lineBytes.take(), tooLong, cut);
  }

  private static ByteBuffer join(List<Line> lines) {
    if (lines.size() == 1) {
      return lines.get(0).bytes;
    }
    int size = lines.size() - 1;
    for (Line line : lines) {
      size += line.bytes.remaining();
    }
    ByteBuffer joined = ByteBuffer.allocate(size);
    for (Line line : lines) {
      joined.put(line.bytes.duplicate());
      if (joined.hasRemaining()) {
        joined.put((byte) '\n');
      }
    }
    return joined.flip();
  }
}
