package dev.faultline.streams.merge;

import dev.faultline.streams.roll.TallyChange;
import dev.faultline.streams.tally.Tallies;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which windows and dimensions the tallies of any entity changed. A node that goes on from one
 * band to the next changes no window that holds both.
 */
final class ChangedCells {

  static final ChangedCells NONE = new ChangedCells();

  private final BitSet cells = new BitSet();

  private ChangedCells() {}

  /**
   * Finds them.
   *
   * @param changes net, so that there is at most one of a band, dimension and entity
   */
  static ChangedCells of(List<TallyChange> changes, int windows) {
    List<List<TallyChange>> byDimension = new ArrayList<>();
    for (int dimension = 0; dimension < Tallies.DIMENSIONS; dimension++) {
      byDimension.add(new ArrayList<>());
    }
    changes.forEach(change -> byDimension.get(change.getDimension()).add(change));
    ChangedCells changed = new ChangedCells();
    for (int dimension = 0; dimension < Tallies.DIMENSIONS; dimension++) {
      changed.find(dimension, byDimension.get(dimension), windows);
    }
    return changed;
  }

  private void find(int dimension, List<TallyChange> changes, int windows) {
    if (changes.isEmpty()) {
      return;
    }
    int band = changes.get(0).getBand();
    if (changes.stream().allMatch(change -> change.getBand() == band)) {
      for (int window = band; window < windows; window++) {
        set(window, dimension);
      }
      return;
    }
    Map<String, Tallies.Tally> sums = new HashMap<>();
    for (int window = 0; window < windows; window++) {
      for (TallyChange change : changes) {
        if (change.getBand() == window) {
          sums.compute(change.getEntity(), (entity, sum) -> Tallies.Tally.sum(sum, change));
        }
      }
      sums.values().removeIf(Tallies.Tally::isZero);
      if (!sums.isEmpty()) {
        set(window, dimension);
      }
    }
  }

  private void set(int window, int dimension) {
    cells.set(window * Tallies.DIMENSIONS + dimension);
  }

  boolean contains(int window, int dimension) {
    return cells.get(window * Tallies.DIMENSIONS + dimension);
  }
}
