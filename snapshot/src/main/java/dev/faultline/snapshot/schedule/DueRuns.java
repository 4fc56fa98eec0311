package dev.faultline.snapshot.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which instants of a schedule are to be made now. */
public final class DueRuns {

  /** How far a first run looks back for the last instant. */
  private static final Duration FIRST = Duration.ofDays(32);

  private DueRuns() {}

  /**
   * Those since the first snapshot there is that have passed, are not there and are no declared
   * gaps, the oldest first. Where there is none yet, the last that has passed.
   *
   * @param done instants of the snapshots that are there
   * @param gaps instants of which there is nothing to tell
   * @param keep how long snapshots are kept; what would go at once is not made
   */
  public static List<Instant> of(
      Schedule schedule,
      Collection<Instant> done,
      Set<Instant> gaps,
      Optional<Duration> keep,
      Instant now) {
    Optional<Instant> first = done.stream().min(Instant::compareTo);
    Instant from = first.orElseGet(() -> now.minus(FIRST));
    Instant oldest = keep.map(now::minus).filter(from::isBefore).orElse(from);
    List<Instant> due = new ArrayList<>();
    for (Instant at = schedule.after(oldest); !at.isAfter(now); at = schedule.after(at)) {
      if (first.isEmpty()) {
        due.clear();
      }
      if (!done.contains(at) && !gaps.contains(at)) {
        due.add(at);
      }
    }
    return due;
  }
}
