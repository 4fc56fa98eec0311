package dev.faultline.streams.merge;

import dev.faultline.streams.roll.TallyChange;
import dev.faultline.streams.tally.Tallies;
import java.util.List;

/**
 * A population's tallies as of a T that every partition is done with. They are the merge's own, and
 * hold until the next T is closed.
 */
public final class ClosedTallies {

  private final long at;
  private final boolean observed;
  private final long incidents;
  private final Tallies tallies;
  private final List<TallyChange> moved;
  private final ChangedCells changed;

  ClosedTallies(
      long at,
      boolean observed,
      long incidents,
      Tallies tallies,
      List<TallyChange> moved,
      ChangedCells changed) {
    this.at = at;
    this.observed = observed;
    this.incidents = incidents;
    this.tallies = tallies;
    this.moved = moved;
    this.changed = changed;
  }

  /** T, in milliseconds since the epoch. */
  public long at() {
    return at;
  }

  /** Whether a node was observed in the slot of T. */
  public boolean observed() {
    return observed;
  }

  /** The incident revisions before this offset count at T; -1 if no watermark told of one. */
  public long incidents() {
    return incidents;
  }

  /** By window, dimension and entity. */
  public Tallies tallies() {
    return tallies;
  }

  /** All that changed since the T before. */
  public List<TallyChange> moved() {
    return moved;
  }

  /** Whether a window's tallies in a dimension changed since the T before. */
  public boolean isChanged(int window, int dimension) {
    return changed.contains(window, dimension);
  }
}
