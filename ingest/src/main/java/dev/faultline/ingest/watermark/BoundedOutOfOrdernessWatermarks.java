package dev.faultline.ingest.watermark;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which watermarks an import of one population sends, so that none of its own records comes late.
 *
 * <p>A recording is read twice. The first reading finds out how far it is from being in time order:
 * its <em>out-of-orderness</em>, the most that a record lies behind an earlier one of the file
 * (zero in an ordered file). In the second reading, when the newest time so far is t, everything
 * before t - outOfOrderness has been read, which is exactly what a watermark may say. A file in
 * reverse order thus gets its watermarks at the end only. Watermarks that would close no further
 * slot are left out.
 */
public final class BoundedOutOfOrdernessWatermarks {

  private final Cadence cadence;
  private final Duration outOfOrderness;
  private Instant oldest;
  private Instant newest;
  private long newestClosed = Long.MIN_VALUE;

  public BoundedOutOfOrdernessWatermarks(Cadence cadence, Duration outOfOrderness) {
    this.cadence = cadence;
    this.outOfOrderness = outOfOrderness;
  }

  /**
   * Notes the next record.
   *
   * @return the watermark to send before this record, covering all records noted earlier
   */
  public Optional<Instant> next(Instant observedAt) {
    if (oldest == null) {
      oldest = observedAt;
      newest = observedAt;
      return Optional.empty();
    }
    if (observedAt.isBefore(oldest)) {
      oldest = observedAt;
    }
    if (!observedAt.isAfter(newest)) {
      return Optional.empty();
    }
    newest = observedAt;
    Instant complete = newest.minus(outOfOrderness).minusMillis(1);
    if (complete.isBefore(oldest) || cadence.newestClosed(complete) <= newestClosed) {
      return Optional.empty();
    }
    newestClosed = cadence.newestClosed(complete);
    return Optional.of(complete);
  }

  /** The watermark at the end, which closes the last slot; empty if there was no record. */
  public Optional<Instant> last() {
    return Optional.ofNullable(newest).map(cadence::closing);
  }
}
