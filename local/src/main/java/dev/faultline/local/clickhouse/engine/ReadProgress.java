package dev.faultline.local.clickhouse.engine;

/**
 * How far a statement has read.
 *
 * @param total how many rows it will read, as far as is known
 */
public record ReadProgress(long rows, long bytes, long total) {

  public static final ReadProgress NONE = new ReadProgress(0, 0, 0);

  /** The further of two looks at one statement. */
  public ReadProgress furthest(ReadProgress other) {
    long read = Math.max(rows, other.rows);
    return new ReadProgress(
        read, Math.max(bytes, other.bytes), Math.max(read, Math.max(total, other.total)));
  }

  /** A line of the formats that tell of progress, without its end. */
  public String line(long elapsedNanos) {
    return ("{\"progress\":{\"read_rows\":\"%d\",\"read_bytes\":\"%d\","
            + "\"total_rows_to_read\":\"%d\",\"elapsed_ns\":\"%d\"}}")
        .formatted(rows, bytes, total, elapsedNanos);
  }
}
