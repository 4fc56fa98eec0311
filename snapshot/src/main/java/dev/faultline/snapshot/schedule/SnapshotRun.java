package dev.faultline.snapshot.schedule;

import dev.faultline.snapshot.SnapshotOutcome;
import java.time.Instant;

/** Makes the snapshot of an instant. */
@FunctionalInterface
public interface SnapshotRun {

  /**
   * Makes it, unless it is there.
   *
   * @throws dev.faultline.snapshot.NotClosedException if it cannot be made yet
   * @throws dev.faultline.snapshot.NothingToTellException if it never can
   */
  SnapshotOutcome run(Instant asOf) throws Exception;
}
