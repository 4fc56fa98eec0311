package dev.faultline.sql.batch;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The offsets of one partition on their way into ClickHouse, and nothing else: no consumer, no
 * rows, no clock. It decides which records belong to the batch being filled, when that batch is to
 * be landed, and what to commit before and after, so that the committed offset never runs ahead of
 * durable rows and a batch that a crash interrupted is rebuilt with exactly its old bounds.
 *
 * <p>Cycle: {@link #take} and {@link #reach} while filling, {@link #seal} when {@link #due}; commit
 * the {@link #checkpoint()}, which now names the intended end; insert; {@link #landed}; commit the
 * {@link #checkpoint()} again.
 */
public final class PartitionLedger {

  private final BatchLimits limits;
  private long from;
  private long position;
  private OptionalLong rebuildTo;
  private long rows;
  private long bytes;
  private long openedAt;
  private boolean sealed;

  /**
   * @param start as last committed; an intended end makes the first batch a rebuilt one
   * @param limits when later batches are full
   */
  public PartitionLedger(Checkpoint start, BatchLimits limits) {
    this.limits = limits;
    this.from = start.offset();
    this.position = start.offset();
    this.rebuildTo = start.intendedEnd();
  }

  /** Whether the record at this offset belongs to the batch being filled. */
  public boolean admits(long offset) {
    return !sealed && offset >= position && (rebuildTo.isEmpty() || offset < rebuildTo.getAsLong());
  }

  /**
   * Accounts for a record: one that became a row, or one that was skipped or refused (no bytes).
   *
   * @param offset one that is {@linkplain #admits admitted}
   * @param rowBytes bytes of its row, 0 for no row
   * @param now a monotonic clock, nanoseconds
   */
  public void take(long offset, int rowBytes, long now) {
    if (!admits(offset)) {
      throw new IllegalStateException(
          "offset " + offset + " does not belong to the batch from " + from + " at " + position);
    }
    advance(offset + 1, now);
    if (rowBytes > 0) {
      rows++;
      bytes += rowBytes;
    }
  }

  /**
   * Accounts for offsets without records up to the consumer's position: transaction markers,
   * aborted or deleted records. Positions behind, or beyond the bounds of a rebuilt batch, change
   * nothing.
   */
  public void reach(long consumerPosition, long now) {
    long end = Math.min(consumerPosition, rebuildTo.orElse(Long.MAX_VALUE));
    if (!sealed && end > position) {
      advance(end, now);
    }
  }

  /** Whether the batch is to be landed now. */
  public boolean due(long now) {
    return dueAfter(limits.linger(), now);
  }

  /** The same for a batch that is to wait for another time than the limits'. */
  public boolean dueAfter(Duration linger, long now) {
    if (sealed || position == from) {
      return false;
    }
    if (rebuildTo.isPresent()) {
      return position == rebuildTo.getAsLong();
    }
    return full() || now - openedAt >= linger.toNanos();
  }

  /** Whether no more records should be fetched before the batch has been landed. */
  public boolean full() {
    return sealed
        || (rebuildTo.isPresent()
            ? position == rebuildTo.getAsLong()
            : rows >= limits.rows() || bytes >= limits.bytes());
  }

  /**
   * Closes the batch.
   *
   * @return its offsets, which are final: a retry, here or after a crash, has the same
   */
  public OffsetRange seal() {
    OffsetRange range = new OffsetRange(from, position);
    sealed = true;
    return range;
  }

  /** The sealed batch is durable; the next one begins. */
  public void landed() {
    if (!sealed) {
      throw new IllegalStateException("nothing was sealed from " + from);
    }
    sealed = false;
    rebuildTo = OptionalLong.empty();
    from = position;
    rows = 0;
    bytes = 0;
  }

  /** What is to be committed now. */
  public Checkpoint checkpoint() {
    if (sealed) {
      return Checkpoint.withIntent(new OffsetRange(from, position));
    }
    return new Checkpoint(from, rebuildTo);
  }

  /** The next offset this ledger has not accounted for. */
  public long position() {
    return position;
  }

  /** When the first record of the batch was taken, if there is one. */
  public OptionalLong openedAt() {
    return position == from ? OptionalLong.empty() : OptionalLong.of(openedAt);
  }

  private void advance(long to, long now) {
    if (position == from) {
      openedAt = now;
    }
    position = to;
  }
}
