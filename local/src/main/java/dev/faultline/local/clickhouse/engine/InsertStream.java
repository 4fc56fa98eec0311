package dev.faultline.local.clickhouse.engine;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * An INSERT that takes its data piece by piece. The engine parses while the pieces arrive and holds
 * the caller back when it cannot keep up, so memory stays bounded however large the data is.
 */
public final class InsertStream implements AutoCloseable {

  private static final int PIECE = 1 << 18;

  private final ChdbLibrary library;
  private final Pointer stream;
  private final Memory piece = new Memory(PIECE);
  private boolean finished;

  InsertStream(ChdbLibrary library, Pointer stream) {
    this.library = library;
    this.stream = stream;
  }

  /**
   * Adds data in the statement's input format; the pieces may be cut anywhere.
   *
   * @return whether the engine wants more; false says that it has failed, and {@link #finish} why
   */
  public boolean append(byte[] data, int offset, int length) {
    int done = 0;
    while (done < length) {
      int part = Math.min(PIECE, length - done);
      piece.write(0, data, offset + done, part);
      if (library.chdb_stream_append(stream, piece, part) != 0) {
        return false;
      }
      done += part;
    }
    return true;
  }

  /**
   * Ends the data and waits until the rows are in the table.
   *
   * @throws EngineException if parsing or writing failed; blocks written before stay, as on a
   *     server
   */
  public Progress finish() throws EngineException {
    finished = true;
    try (EngineResult result = EngineResult.of(library, library.chdb_stream_done(stream))) {
      return result.progress();
    }
  }

  /** Cancels the INSERT unless it was finished. */
  @Override
  public void close() {
    if (!finished) {
      library.chdb_stream_cancel_insert(stream);
    }
    library.chdb_destroy_insert_stream(stream);
    piece.close();
  }
}
