package dev.faultline.local.clickhouse.engine;

import com.sun.jna.Pointer;

/** The output of a SELECT, chunk by chunk: at most a few blocks of it are ever in memory. */
public final class ResultStream implements AutoCloseable {

  private final ChdbLibrary library;
  private final Pointer connection;
  private final Pointer stream;
  private boolean ended;

  ResultStream(ChdbLibrary library, Pointer connection, Pointer stream) {
    this.library = library;
    this.connection = connection;
    this.stream = stream;
  }

  /**
   * The next chunk; the one without bytes is the last.
   *
   * @throws EngineException if the query fails here; the stream is then over
   */
  public EngineResult next() throws EngineException {
    EngineResult chunk;
    try {
      chunk = EngineResult.of(library, library.chdb_stream_fetch_result(connection, stream));
    } catch (EngineException e) {
      ended = true;
      throw e;
    }
    ended = !chunk.bytes().hasRemaining();
    return chunk;
  }

  /** Cancels the query if it has not ended. */
  @Override
  public void close() {
    if (!ended) {
      library.chdb_stream_cancel_query(connection, stream);
    }
    library.chdb_destroy_query_result(stream);
  }
}
