package dev.faultline.sql.batch;

import java.time.Duration;

/**
 * When a batch is full.
 *
 * @param rows rows that fill it; it may exceed them by one poll
 * @param bytes bytes that fill it, whatever its rows
 * @param linger how long after its first record it is landed though not full
 */
public record BatchLimits(int rows, long bytes, Duration linger) {

  /** 50,000 rows, 16 MiB or one second. */
  public static final BatchLimits DEFAULT =
      new BatchLimits(50_000, 16L << 20, Duration.ofSeconds(1));

  /** Checks that each limit can be reached. */
  public BatchLimits {
    if (rows < 1 || bytes < 1 || linger.isNegative()) {
      throw new IllegalArgumentException("limits must be positive: " + rows + " rows, " + bytes);
    }
  }
}
