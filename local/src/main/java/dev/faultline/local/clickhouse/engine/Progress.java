package dev.faultline.local.clickhouse.engine;

/** What a statement has read, written and returned so far, in rows and uncompressed bytes. */
public record Progress(
    long readRows,
    long readBytes,
    long writtenRows,
    long writtenBytes,
    long resultRows,
    long resultBytes) {

  public static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0);

  public Progress plus(Progress other) {
    return new Progress(
        readRows + other.readRows,
        readBytes + other.readBytes,
        writtenRows + other.writtenRows,
        writtenBytes + other.writtenBytes,
        resultRows + other.resultRows,
        resultBytes + other.resultBytes);
  }

  /** The part that is about reading. */
  public ReadProgress reading() {
    return new ReadProgress(readRows, readBytes, readRows);
  }

  /** The value of the header {@code X-ClickHouse-Summary}: a JSON object of decimal strings. */
  public String summary(long elapsedNanos) {
    long rows = writtenRows > 0 ? writtenRows : resultRows;
    long bytes = writtenRows > 0 ? writtenBytes : resultBytes;
    return ("{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\","
            + "\"written_bytes\":\"%d\",\"total_rows_to_read\":\"%d\",\"result_rows\":\"%d\","
            + "\"result_bytes\":\"%d\",\"elapsed_ns\":\"%d\"}")
        .formatted(
            readRows, readBytes, writtenRows, writtenBytes, readRows, rows, bytes, elapsedNanos);
  }
}
