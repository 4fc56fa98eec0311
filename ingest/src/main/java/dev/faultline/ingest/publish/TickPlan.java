package dev.faultline.ingest.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which ticks an import of one population sends, so that none of its own records comes late.
 *
 * <p>A recording is read twice. The first reading finds out how far it is from being in time order:
 * its <em>disorder</em>, the most that a record lies behind an earlier one of the file (zero in an
 * ordered file). In the second reading, when the newest time so far is t, everything before t -
 * disorder has been read, which is exactly what a tick may say. A file in reverse order thus gets
 * its ticks at the end only. Ticks that would close no further slot are left out.
 */
final class TickPlan {

  private final Cadence cadence;
  private final Duration disorder;
  private Instant oldest;
  private Instant newest;
  private Instant lastTick = Instant.MIN;
  private long newestClosed = Long.MIN_VALUE;

  TickPlan(Cadence cadence, Duration disorder) {
    this.cadence = cadence;
    this.disorder = disorder;
  }

  /**
   * Notes the next record.
   *
   * @return the tick to send before this record, covering all records noted earlier
   */
  Optional<Instant> next(Instant observedAt) {
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
    Instant complete = newest.minus(disorder).minusMillis(1);
    if (complete.isBefore(oldest) || cadence.newestClosed(complete) <= newestClosed) {
      return Optional.empty();
    }
    lastTick = complete;
    newestClosed = cadence.newestClosed(complete);
    return Optional.of(complete);
  }

  /** Whether a tick has already said that everything up to this time was published. */
  boolean isLate(Instant observedAt) {
    return !observedAt.isAfter(lastTick);
  }

  /** The tick at the end, which closes the last slot; empty if there was no record. */
  Optional<Instant> last() {
    return Optional.ofNullable(newest).map(cadence::closing);
  }
}
