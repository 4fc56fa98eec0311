package dev.faultline.streams.impact;

import dev.faultline.schemas.Weighting;
import dev.faultline.streams.roll.Tallies;
import java.util.Optional;

/** One incident as a population goes through it, in each of its windows. */
final class Followed {

  /** What has not come to its end this long after its begin is followed no further. */
  static final long LONGEST = 7 * 86_400_000L;

  private final Told told;
  private final long begins;
  private final long ends;
  private final Course[] courses;
  private final boolean[] done;

  Followed(Told told, int windows) {
    this.told = told;
    this.begins = told.span().orElseThrow().begins();
    this.ends = told.span().orElseThrow().ends();
    this.courses = new Course[windows];
    this.done = new boolean[windows];
  }

  Told told() {
    return told;
  }

  long begins() {
    return begins;
  }

  long ends() {
    return ends;
  }

  /** Weights are in another unit now. */
  void startOver() {
    for (int window = 0; window < courses.length; window++) {
      courses[window] = null;
      done[window] = false;
    }
  }

  /** Whether it has been followed for as long as any incident is. */
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
    if (courses[window] == null) {
      courses[window] =
          Course.of(begins, ends, history.series(tallies, window, weighting, told.places(), begins))
              .filter(Course::isExposed)
              .orElse(null);
    } else {
      courses[window].take(new ScopedWeight(tallies, window, weighting, told.places()).sample(at));
    }
    Optional<Impact> impact = Optional.ofNullable(courses[window]).map(Course::impact);
    done[window] = impact.isEmpty() || impact.get().complete();
    return impact;
  }
}
