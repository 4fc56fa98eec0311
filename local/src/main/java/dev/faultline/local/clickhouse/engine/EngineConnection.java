package dev.faultline.local.clickhouse.engine;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A connection to the engine: its own session, with settings, current database and temporary
 * tables. It takes one statement at a time; use it from one thread at a time.
 */
public final class EngineConnection implements AutoCloseable {

  private static final int ANALYSIS_BYTES = 16;

  private final ChdbLibrary library;
  private final Pointer holder;
  private final Pointer connection;

  EngineConnection(ChdbLibrary library, Pointer holder) {
    this.library = library;
    this.holder = holder;
    this.connection = holder.getPointer(0);
  }

  /** Runs a statement to its end; its whole output is in memory. */
  public EngineResult execute(byte[] sql, String format, Map<String, String> parameters)
      throws EngineException {
    return call(
        library::chdb_query_with_params_n,
        sql,
        format,
        parameters,
        handle -> EngineResult.of(library, handle));
  }

  /** Runs a statement for its effect. */
  public void execute(String sql) throws EngineException {
    execute(sql.getBytes(StandardCharsets.UTF_8), "Null", Map.of()).close();
  }

  /** Runs a statement whose output is small and gives it as tab-separated text. */
  public String query(String sql) throws EngineException {
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    try (EngineResult result = execute(bytes, "TabSeparated", Map.of())) {
      return StandardCharsets.UTF_8.decode(result.bytes()).toString();
    }
  }

  /** Starts a SELECT. Errors may come now or with the first chunk. */
  public ResultStream stream(byte[] sql, String format, Map<String, String> parameters)
      throws EngineException {
    return call(
        library::chdb_stream_query_with_params_n,
        sql,
        format,
        parameters,
        handle -> {
          Pointer error = library.chdb_result_error(handle);
          if (error != null) {
            String message = error.getString(0, StandardCharsets.UTF_8.name());
            library.chdb_destroy_query_result(handle);
            throw EngineException.of(message);
          }
          return new ResultStream(library, connection, handle);
        });
  }

  /**
   * Starts an INSERT.
   *
   * @param head the statement up to, and without, VALUES or FORMAT
   * @param format the format of the data that will be appended
   */
  public InsertStream insert(byte[] head, String format, Map<String, String> parameters)
      throws EngineException {
    return call(
        library::chdb_stream_insert_with_params_n,
        head,
        format,
        parameters,
        handle -> {
          Pointer error = library.chdb_stream_insert_error(handle);
          if (error != null) {
            String message = error.getString(0, StandardCharsets.UTF_8.name());
            library.chdb_destroy_insert_stream(handle);
            throw EngineException.of(message);
          }
          return new InsertStream(library, handle);
        });
  }

  /** What the engine's own parser says of a text, without running it. */
  public StatementClass classify(byte[] sql) {
    try (Memory analysis = new Memory(ANALYSIS_BYTES)) {
      analysis.clear();
      analysis.setInt(0, ANALYSIS_BYTES);
      library.chdb_classify_query_n(connection, sql, sql.length, new byte[0], 0, analysis);
      return new StatementClass(analysis.getInt(4), analysis.getInt(12));
    }
  }

  @Override
  public void close() {
    library.chdb_close_conn(holder);
  }

  private <T> T call(
      NativeCall call,
      byte[] sql,
      String format,
      Map<String, String> parameters,
      Handler<T> handler)
      throws EngineException {
    byte[] formatName = format.getBytes(StandardCharsets.US_ASCII);
    int count = parameters.size();
    List<Memory> owned = new ArrayList<>(2 * count);
    try {
      Pointer[] names = new Pointer[Math.max(1, count)];
      Pointer[] values = new Pointer[Math.max(1, count)];
      long[] nameLengths = new long[Math.max(1, count)];
      long[] valueLengths = new long[Math.max(1, count)];
      int index = 0;
      for (Map.Entry<String, String> parameter : parameters.entrySet()) {
        names[index] = copy(parameter.getKey(), nameLengths, index, owned);
        values[index] = copy(parameter.getValue(), valueLengths, index, owned);
        index++;
      }
      Pointer handle =
          call.on(
              connection,
              sql,
              sql.length,
              formatName,
              formatName.length,
              names,
              nameLengths,
              values,
              valueLengths,
              count);
      return handler.take(handle);
    } finally {
      owned.forEach(Memory::close);
    }
  }

  private static Pointer copy(String text, long[] lengths, int index, List<Memory> owned) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Memory memory = new Memory(bytes.length + 1L);
    memory.write(0, bytes, 0, bytes.length);
    memory.setByte(bytes.length, (byte) 0);
    owned.add(memory);
    lengths[index] = bytes.length;
    return memory;
  }

  @FunctionalInterface
  private interface NativeCall {
    Pointer on(
        Pointer connection,
        byte[] query,
        long queryLength,
        byte[] format,
        long formatLength,
        Pointer[] names,
        long[] nameLengths,
        Pointer[] values,
        long[] valueLengths,
        long count);
  }

  @FunctionalInterface
  private interface Handler<T> {
    T take(Pointer handle) throws EngineException;
  }
}
