package dev.faultline.streams.tally;

import dev.faultline.streams.node.NodeAttributes;
import dev.faultline.streams.roll.TallyChange;
import dev.faultline.streams.roll.TallyState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tallies by dimension and entity: how many nodes, and of what weight. Used for what a partition
 * saw change at one T, and for the whole of a population. Beside the dimensions there is {@link
 * #STATUS}, with the entities {@link #LIVE}, {@link #DOWN} and {@link #LATE}, and {@link
 * JointKey#CODE}, whose entities are what the nodes are in several dimensions at once.
 *
 * <p>They are kept by <em>band</em>: band b holds the nodes whose newest observation lies in window
 * b but in none shorter, and a window is the sum of its band and those before. So a node counts
 * once, whatever the number of windows, and where all nodes were seen within the shortest window,
 * nothing has to be done for the longer ones.
 */
public final class Tallies {

  /** The pseudo-dimension of the status counts. */
  public static final int STATUS = 8;

  public static final String LIVE = "live";
  public static final String DOWN = "down";
  public static final String LATE = "late";

  public static final int DIMENSIONS = DimensionCode.SIZE;

  private static final Tally NONE = new Tally();

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

    public TallyState state() {
      return new TallyState(nodes, weightHigh, weightLow);
    }

    public boolean isZero() {
      return nodes == 0 && weightHigh == 0 && weightLow == 0;
    }

    /** A sum after a change; null stands for zero. */
    public static Tally sum(Tally before, TallyChange change) {
      Tally changed = new Tally();
      changed.nodes = change.getNodes();
      changed.weightHigh = change.getWeightHigh();
      changed.weightLow = change.getWeightLow();
      return before == null ? changed : before.plus(changed);
    }

    private Tally plus(Tally other) {
      Tally sum = new Tally();
      sum.nodes = nodes + other.nodes;
      sum.weightHigh = weightHigh + other.weightHigh;
      sum.weightLow = weightLow + other.weightLow;
      return sum;
    }
  }

  private Map<String, Tally> band(int band, int dimension) {
    return cells.get(band * DIMENSIONS + dimension);
  }

  /** The entities of a window, in no particular order; not to be changed. */
  public Map<String, Tally> cell(int window, int dimension) {
    Map<String, Tally> first = band(0, dimension);
    Map<String, Tally> sum = first;
    for (int band = 1; band <= window; band++) {
      Map<String, Tally> more = band(band, dimension);
      if (!more.isEmpty()) {
        if (sum == first) {
          sum = new HashMap<>(first);
        }
        for (Map.Entry<String, Tally> entry : more.entrySet()) {
          sum.merge(entry.getKey(), entry.getValue(), Tally::plus);
        }
      }
    }
    return sum;
  }

  /** The tally of one entity in a window; zero if there is none. */
  public Tally tally(int window, int dimension, String entity) {
    Tally sum = NONE;
    for (int band = 0; band <= window; band++) {
      Tally more = band(band, dimension).get(entity);
      if (more != null) {
        sum = sum == NONE ? more : sum.plus(more);
      }
    }
    return sum;
  }

  /** The tally of a status in a window; zero if there is none. */
  public Tally status(int window, String status) {
    return tally(window, STATUS, status);
  }

  /** Whether a window has the same tallies in a dimension as the next shorter one. */
  public boolean isAsInShorter(int window, int dimension) {
    return window > 0 && band(window, dimension).isEmpty();
  }

  /** Adds a node to a band, or takes it away again with a sign of -1. */
  public void count(int band, NodeAttributes attributes, int sign) {
    long high = sign * ExactWeight.high(attributes.weight());
    long low = sign * ExactWeight.low(attributes.weight());
    add(band, STATUS, attributes.live() ? LIVE : DOWN, sign, high, low);
    if (!attributes.live()) {
      return;
    }
    List<String> entities = attributes.entities();
    for (int dimension = 0; dimension < entities.size(); dimension++) {
      String entity = entities.get(dimension);
      if (entity != null) {
        add(band, dimension, entity, sign, high, low);
      }
    }
  }

  /**
   * Adds to one tally; one that becomes zero is removed.
   *
   * @return the tally, or null if it was removed
   */
  public Tally add(int band, int dimension, String entity, long nodes, long high, long low) {
    Map<String, Tally> cell = band(band, dimension);
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
  public List<TallyChange> drain() {
    List<TallyChange> changes = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      int band = i / DIMENSIONS;
      int dimension = i % DIMENSIONS;
      Map<String, Tally> cell = cells.get(i);
      cell.forEach(
          (entity, tally) ->
              changes.add(
                  new TallyChange(
                      band, dimension, entity, tally.nodes, tally.weightHigh, tally.weightLow)));
      cell.clear();
    }
    return changes;
  }
}
