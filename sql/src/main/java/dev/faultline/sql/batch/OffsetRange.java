package dev.faultline.sql.batch;

/**
 * Consecutive offsets of one partition. Transactions leave gaps, so a range may hold fewer records
 * than offsets, or none.
 *
 * @param from the first offset
 * @param to the offset after the last, greater than {@code from}
 */
public record OffsetRange(long from, long to) {

  /** Checks the bounds. */
  public OffsetRange {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("no offsets in [" + from + ", " + to + ")");
    }
  }
}
