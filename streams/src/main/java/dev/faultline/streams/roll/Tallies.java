package dev.faultline.streams.roll;

import dev.faultline.schemas.Dimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tallies by window, dimension and entity: how many nodes, and of what weight. Used for what a
 * partition saw change at one T, and for the whole of a population. Beside the dimensions there is
 * {@link #STATUS}, with the entities {@link #LIVE}, {@link #DOWN} and {@link #LATE}.
 */
public final class Tallies {

  /** The pseudo-dimension of the status counts. */
  public static final int STATUS = Dimension.values().length;

  public static final String LIVE = "live";
  public static final String DOWN = "down";
  public static final String LATE = "late";

  static final int DIMENSIONS = STATUS + 1;

  private final List<Map<String, Tally>> cells;

  public Tallies(int windows) {
    this.cells = new ArrayList<>();
    for (int i = 0; i < windows * DIMENSIONS; i++) {
      cells.add(new HashMap<>());
    }
  }

  /** One entity's nodes and weight. */
  public static final class Tally {
    private long nodes;
    private long weightHigh;
    private long weightLow;

    /** Nodes; a change may be negative. */
    public long nodes() {
      return nodes;
    }

    /**
     * The exact weight.
     *
     * @throws ArithmeticException if it is larger than 2^63 - 1
     */
    public long weight() {
      return ExactWeight.sum(weightHigh, weightLow);
    }

    TallyState state() {
      return new TallyState(nodes, weightHigh, weightLow);
    }

    boolean isZero() {
      return nodes == 0 && weightHigh == 0 && weightLow == 0;
    }
  }

  /** The entities of a cell, in no particular order. */
  public Map<String, Tally> cell(int window, int dimension) {
    return cells.get(window * DIMENSIONS + dimension);
  }

  /** The tally of a status; zero if there is none. */
  public Tally status(int window, String status) {
    return cell(window, STATUS).getOrDefault(status, new Tally());
  }

  /** Adds a node to a window, or takes it away again with a sign of -1. */
  void count(int window, Standing standing, int sign) {
    long high = sign * ExactWeight.high(standing.weight());
    long low = sign * ExactWeight.low(standing.weight());
    add(window, STATUS, standing.live() ? LIVE : DOWN, sign, high, low);
    if (!standing.live()) {
      return;
    }
    List<String> entities = standing.entities();
    for (int dimension = 0; dimension < STATUS; dimension++) {
      String entity = entities.get(dimension);
      if (entity != null) {
        add(window, dimension, entity, sign, high, low);
      }
    }
  }

  /**
   * Adds to one tally; one that becomes zero is removed.
   *
   * @return the tally, or null if it was removed
   */
  Tally add(int window, int dimension, String entity, long nodes, long high, long low) {
    Map<String, Tally> cell = cell(window, dimension);
    Tally tally = cell.computeIfAbsent(entity, key -> new Tally());
    tally.nodes += nodes;
    tally.weightHigh += high;
    tally.weightLow += low;
    if (tally.isZero()) {
      cell.remove(entity);
      return null;
    }
    return tally;
  }

  /** Hands out all that is in here as changes, and forgets it. */
  List<TallyChange> drain() {
    List<TallyChange> changes = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      int window = i / DIMENSIONS;
      int dimension = i % DIMENSIONS;
      Map<String, Tally> cell = cells.get(i);
      cell.forEach(
          (entity, tally) ->
              changes.add(
                  new TallyChange(
                      window, dimension, entity, tally.nodes, tally.weightHigh, tally.weightLow)));
      cell.clear();
    }
    return changes;
  }
}
