package dev.faultline.streams.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The revisions of one incident in the order of knowledge. Not safe for several threads. */
public final class Timeline {

  private final List<Revision> revisions = new ArrayList<>();

  Timeline() {}

  void add(Revision revision) {
    revisions.add(firstAfter(revision.knownAt()), revision);
  }

  /** The newest that was known at an instant; empty if nothing was. */
  public Optional<Revision> newestAt(long instant) {
    int after = firstAfter(instant);
    return after == 0 ? Optional.empty() : Optional.of(revisions.get(after - 1));
  }

  /** The newest of all. */
  public Revision newest() {
    return revisions.get(revisions.size() - 1);
  }

  /** When the oldest was seen. */
  public long firstKnownAt() {
    return revisions.get(0).knownAt();
  }

  /** How many revisions were seen from an instant up to, not including, another. */
  public int revisionsWithin(Span span) {
    return firstAfter(span.ends() - 1) - firstAfter(span.begins() - 1);
  }

  /**
   * When it happened, as was known at an instant; empty if nothing was known or it was retracted.
   * Of one that was closed without an end it is only known that it was over when the source first
   * said so, in the unbroken series of closed revisions that leads up to the newest.
   */
  public Optional<Span> spanAt(long instant) {
    int after = firstAfter(instant);
    if (after == 0) {
      return Optional.empty();
    }
    Revision newest = revisions.get(after - 1);
    if (newest.isRetracted()) {
      return Optional.empty();
    }
    long ends = newest.endsAt();
    if (newest.isClosed() && ends == Revision.NO_END) {
      int first = after - 1;
      while (first > 0 && revisions.get(first - 1).isClosed()) {
        first--;
      }
      ends = revisions.get(first).knownAt();
    }
    return Optional.of(new Span(newest.beginsAt(), Math.max(newest.beginsAt(), ends)));
  }

  /** The index of the first revision seen after an instant. */
  private int firstAfter(long instant) {
    int low = 0;
    int high = revisions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (revisions.get(middle).knownAt() <= instant) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
