package dev.faultline.local.clickhouse.query;

import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.engine.EngineResult;
import dev.faultline.local.clickhouse.engine.Progress;
import dev.faultline.local.clickhouse.engine.ReadProgress;
import dev.faultline.local.clickhouse.engine.ResultStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The formats whose lines tell of progress too. The engine begins every chunk with the columns
 * again and tells of progress with its rows only, so the columns are sent once, and a thread looks
 * every now and then how far the query has read, so that clients hear of it before there are rows.
 */
final class ProgressRows implements AutoCloseable {

  private static final Set<String> FORMATS =
      Set.of("jsoneachrowwithprogress", "jsonstringseachrowwithprogress");
  private static final byte[] PROGRESS = "{\"progress\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] COLUMNS = "{\"meta\":".getBytes(StandardCharsets.US_ASCII);

  /** As often as a server tells of it, and off its beat: work is often done in round times. */
  private static final long FIRST_MILLIS = 50;

  private static final long INTERVAL_MILLIS = 100;

  private final String format;
  private final QueryOutput output;
  private final Supplier<ReadProgress> look;
  private final Thread looking = new Thread(this::poll, "clickhouse-progress");
  private final long startedNanos = System.nanoTime();
  private ReadProgress told = ReadProgress.NONE;
  private long toldNanos = startedNanos;
  private boolean begun;
  private boolean columnsSent;
  private boolean over;

  /** Begins to look. */
  ProgressRows(String format, QueryOutput output, Supplier<ReadProgress> look) {
    this.format = format;
    this.output = output;
    this.look = look;
    looking.setDaemon(true);
    looking.start();
  }

  /** Whether a format has lines of progress. */
  static boolean in(String format) {
    return FORMATS.contains(format.toLowerCase(Locale.ROOT));
  }

  /** Sends a SELECT while it is computed. */
  void send(ResultStream stream) throws EngineException, IOException {
    Progress read = Progress.NONE;
    boolean more = true;
    while (more) {
      try (EngineResult chunk = stream.next()) {
        more = chunk.bytes().hasRemaining();
        read = read.plus(chunk.progress());
        send(chunk, read, !more);
      }
    }
    output.end();
  }

  /** Sends an output that is complete. */
  void send(EngineResult result) throws IOException {
    send(result, result.progress(), true);
    output.end();
  }

  private synchronized void send(EngineResult chunk, Progress read, boolean last)
      throws IOException {
    over |= last;
    boolean due = System.nanoTime() - toldNanos >= INTERVAL_MILLIS * 1_000_000;
    if (told.equals(ReadProgress.NONE) || due || last) {
      send(read.reading(), read);
    }
    sendLines(chunk.bytes());
  }

  private void poll() {
    try {
      Thread.sleep(FIRST_MILLIS);
      while (pollOnce()) {
        Thread.sleep(INTERVAL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // the client has gone, as the query's own thread sees too
    }
  }

  private boolean pollOnce() throws IOException {
    ReadProgress reading = look.get();
    synchronized (this) {
      if (!over && reading.rows() > 0) {
        send(reading, new Progress(reading.rows(), reading.bytes(), 0, 0, 0, 0));
      }
      return !over;
    }
  }

  /** Sends a line if there is something new to tell. */
  private void send(ReadProgress reading, Progress progress) throws IOException {
    if (!begun) {
      begun = true;
      output.begin(format, progress);
    }
    ReadProgress now = told.furthest(reading);
    if (now.rows() > told.rows()) {
      told = now;
      toldNanos = System.nanoTime();
      String line = now.line(toldNanos - startedNanos) + "\n";
      output.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  /** Passes on all lines but the engine's own progress and columns that were sent before. */
  private void sendLines(ByteBuffer lines) throws IOException {
    int from = lines.position();
    int start = from;
    while (start < lines.limit()) {
      int end = start;
      while (end < lines.limit() && lines.get(end) != '\n') {
        end++;
      }
      end = Math.min(lines.limit(), end + 1);
      boolean columns = startsWith(lines, start, COLUMNS);
      if (startsWith(lines, start, PROGRESS) || (columns && columnsSent)) {
        output.write(lines.slice(from, start - from));
        from = end;
      }
      columnsSent |= columns;
      start = end;
    }
    output.write(lines.slice(from, lines.limit() - from));
  }

  private static boolean startsWith(ByteBuffer lines, int start, byte[] text) {
    if (lines.limit() - start < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (lines.get(start + i) != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** Looks no more; returns when nothing more can be sent. */
  @Override
  public void close() {
    synchronized (this) {
      over = true;
    }
    looking.interrupt();
  }
}
