package dev.faultline.streams.impact;

import dev.faultline.schemas.Weighting;
import dev.faultline.streams.tally.Tallies;
import java.util.Optional;

/** One incident as a population goes through it, in each of its windows. */
final class TrackedIncident {

  /** What has not come to its end this long after its begin is tracked no further. */
  static final long LONGEST = 7 * 86_400_000L;

  private final IncidentUpdate update;
  private final long begins;
  private final long ends;
  private final ImpactTrajectory[] trajectories;
  private final boolean[] done;

  TrackedIncident(IncidentUpdate update, int windows) {
    this.update = update;
    this.begins = update.span().orElseThrow().begins();
    this.ends = update.span().orElseThrow().ends();
    this.trajectories = new ImpactTrajectory[windows];
    this.done = new boolean[windows];
  }

  IncidentUpdate update() {
    return update;
  }

  long begins() {
    return begins;
  }

  long ends() {
    return ends;
  }

  /** Weights are in another unit now. */
  void startOver() {
    for (int window = 0; window < trajectories.length; window++) {
      trajectories[window] = null;
      done[window] = false;
    }
  }

  /** Whether it has been tracked for as long as any incident is. */
  boolean isOld(long at) {
    return begins < at - LONGEST;
  }

  /** Whether no later T can change anything. */
  boolean isDone(long at) {
    if (isOld(at)) {
      return true;
    }
    for (boolean one : done) {
      if (!one) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes a T at which nodes were observed, not before the begin.
   *
   * @return what it has come to; empty if nothing was in scope before it began, if that is not
   *     known any more, or if it came to its end earlier
   */
  Optional<Impact> take(
      long at, int window, Weighting weighting, Tallies tallies, HostedHistory history) {
    if (done[window]) {
      return Optional.empty();
    }
    if (trajectories[window] == null) {
      trajectories[window] =
          ImpactTrajectory.of(
                  begins, ends, history.series(tallies, window, weighting, update.places(), begins))
              .filter(ImpactTrajectory::isExposed)
              .orElse(null);
    } else {
      trajectories[window].take(
          new ScopedWeight(tallies, window, weighting, update.places()).sample(at));
    }
    Optional<Impact> impact =
        Optional.ofNullable(trajectories[window]).map(ImpactTrajectory::impact);
    done[window] = impact.isEmpty() || impact.get().complete();
    return impact;
  }
}
