package dev.faultline.streams.stress;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.measure.Exact;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.tally.JointKey;

/**
 * The live nodes of a population, those together that are the same in all dimensions that scenarios
 * speak of. Combinations stand in columns.
 */
public final class JointPopulation {

  /** The number of an unknown entity. */
  static final int UNKNOWN = -1;

  private final int size;
  private final int[][] entities;
  private final String[][] ids;
  private final long[] nodes;
  private final long[] weights;
  private final long liveNodes;
  private final long liveWeight;

  private JointPopulation(Builder from) {
    size = from.size;
    entities = from.entities;
    nodes = from.nodes;
    weights = from.weights;
    liveNodes = from.liveNodes;
    liveWeight = from.liveWeight;
    ids = new String[entities.length][];
    for (int dimension = 0; dimension < ids.length; dimension++) {
      ids[dimension] = from.dictionary.ids(dimension);
    }
  }

  /** Collects a population. */
  public static final class Builder {
    private final JointDictionary dictionary;
    private final int[][] entities;
    private final long[] nodes;
    private final long[] weights;
    private int size;
    private long liveNodes;
    private long liveWeight;

    /** For at most so many combinations. */
    public Builder(JointDictionary dictionary, int most) {
      this.dictionary = dictionary;
      this.entities = new int[JointKey.DIMENSIONS.size()][most];
      this.nodes = new long[most];
      this.weights = new long[most];
      dictionary.begin(most);
    }

    /**
     * Adds the nodes of one combination.
     *
     * @param key a {@link JointKey}
     * @param weight in the weighting that is measured
     * @throws ArithmeticException if the weights add up to more than 2^63−1
     */
    public void add(String key, long nodeCount, long weight) {
      int[] numbers = dictionary.numbers(key);
      for (int dimension = 0; dimension < numbers.length; dimension++) {
        entities[dimension][size] = numbers[dimension];
      }
      nodes[size] = nodeCount;
      weights[size] = weight;
      liveNodes += nodeCount;
      liveWeight = Exact.add(liveWeight, weight);
      size++;
    }

    /** All that was added. */
    public JointPopulation build() {
      return new JointPopulation(this);
    }
  }

  /** How many combinations there are. */
  int size() {
    return size;
  }

  /** The numbers of a dimension's entities by combination. */
  int[] entities(Dimension dimension) {
    return entities[JointKey.DIMENSIONS.indexOf(dimension)];
  }

  /** The ids of a dimension's entities by number; some may have no node here. */
  String[] ids(Dimension dimension) {
    return ids[JointKey.DIMENSIONS.indexOf(dimension)];
  }

  /** Nodes of a combination. */
  long nodes(int combination) {
    return nodes[combination];
  }

  /** Weight of a combination. */
  long weight(int combination) {
    return weights[combination];
  }

  /** All live nodes. */
  public long liveNodes() {
    return liveNodes;
  }

  /** All live weight. */
  public long liveWeight() {
    return liveWeight;
  }

  /**
   * The known entities of a dimension, the largest first.
   *
   * @param isLost which combinations do not count
   */
  Ranking ranking(Dimension dimension, boolean[] isLost) {
    String[] names = ids(dimension);
    int[] numbers = entities(dimension);
    long[] nodeCounts = new long[names.length];
    long[] sums = new long[names.length];
    for (int i = 0; i < size; i++) {
      if (numbers[i] != UNKNOWN && !isLost[i]) {
        nodeCounts[numbers[i]] += nodes[i];
        sums[numbers[i]] += weights[i];
      }
    }
    return Ranking.of(names, nodeCounts, sums, names.length);
  }
}
