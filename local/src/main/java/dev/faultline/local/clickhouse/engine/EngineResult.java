package dev.faultline.local.clickhouse.engine;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Output of a statement, or one chunk of it, in the engine's memory until it is closed. The bytes
 * must not be read after that.
 */
public final class EngineResult implements AutoCloseable {

  private final ChdbLibrary library;
  private final Pointer handle;

  private EngineResult(ChdbLibrary library, Pointer handle) {
    this.library = library;
    this.handle = handle;
  }

  /**
   * Takes a result over.
   *
   * @throws EngineException if it holds an error; the handle is released
   */
  static EngineResult of(ChdbLibrary library, Pointer handle) throws EngineException {
    Pointer error = library.chdb_result_error(handle);
    if (error == null) {
      return new EngineResult(library, handle);
    }
    String message = error.getString(0, StandardCharsets.UTF_8.name());
    library.chdb_destroy_query_result(handle);
    throw EngineException.of(message);
  }

  /** The formatted output; a view of the engine's memory. Empty at the end of a stream. */
  public ByteBuffer bytes() {
    long length = library.chdb_result_length(handle);
    return length == 0
        ? ByteBuffer.allocate(0)
        : library.chdb_result_buffer(handle).getByteBuffer(0, length);
  }

  /** What the statement has done, or this chunk has added to it. */
  public Progress progress() {
    return new Progress(
        library.chdb_result_storage_rows_read(handle),
        library.chdb_result_storage_bytes_read(handle),
        library.chdb_result_rows_written(handle),
        library.chdb_result_bytes_written(handle),
        library.chdb_result_rows_read(handle),
        library.chdb_result_bytes_read(handle));
  }

  @Override
  public void close() {
    library.chdb_destroy_query_result(handle);
  }
}
