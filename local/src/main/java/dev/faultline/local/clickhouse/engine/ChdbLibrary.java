package dev.faultline.local.clickhouse.engine;

import com.sun.jna.Library;
import com.sun.jna.Pointer;

/**
 * The C interface of libchdb, as far as it is used here. Names, order and types are those of {@code
 * chdb.h}; {@code size_t} and {@code uint64_t} are {@code long} on the 64-bit platforms that the
 * library exists for.
 */
interface ChdbLibrary extends Library {

  /** Call before {@link #chdb_connect}: 0 leaves the process's signals to the JVM. */
  void chdb_set_signal_handlers_enabled(int enabled);

  /**
   * @return a pointer to the connection, or null if it failed (the reason is on standard error)
   */
  Pointer chdb_connect(int argc, String[] argv);

  void chdb_close_conn(Pointer connection);

  Pointer chdb_query_with_params_n(
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

  Pointer chdb_stream_query_with_params_n(
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

  Pointer chdb_stream_fetch_result(Pointer connection, Pointer stream);

  void chdb_stream_cancel_query(Pointer connection, Pointer stream);

  Pointer chdb_stream_insert_with_params_n(
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

  int chdb_stream_append(Pointer stream, Pointer data, long length);

  Pointer chdb_stream_done(Pointer stream);

  void chdb_stream_cancel_insert(Pointer stream);

  Pointer chdb_stream_insert_error(Pointer stream);

  void chdb_destroy_insert_stream(Pointer stream);

  Pointer chdb_result_buffer(Pointer result);

  long chdb_result_length(Pointer result);

  double chdb_result_elapsed(Pointer result);

  long chdb_result_rows_read(Pointer result);

  long chdb_result_bytes_read(Pointer result);

  long chdb_result_storage_rows_read(Pointer result);

  long chdb_result_storage_bytes_read(Pointer result);

  long chdb_result_rows_written(Pointer result);

  long chdb_result_bytes_written(Pointer result);

  Pointer chdb_result_error(Pointer result);

  void chdb_destroy_query_result(Pointer result);

  /** Fills {@code {uint32 size, uint32 statements, uint32 flags, uint32 class}}; 0 is success. */
  int chdb_classify_query_n(
      Pointer connection,
      byte[] query,
      long queryLength,
      byte[] database,
      long databaseLength,
      Pointer analysis);
}
