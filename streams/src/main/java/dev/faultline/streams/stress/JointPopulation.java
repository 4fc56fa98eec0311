package dev.faultline.streams.stress;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.measure.Exact;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.tally.JointKey;
import java.util.Arrays;

/**
 * The live nodes of a population, those together that are the same in all dimensions that scenarios
 * speak of. Combinations stand in columns.
 */
public final class JointPopulation {

  /** The number of an unknown entity. */
  static final int UNKNOWN = -1;

  private static final int OPERATOR = JointKey.DIMENSIONS.indexOf(Dimension.OPERATOR);

  private final Columns columns;
  private final String[][] ids;
  private final long liveNodes;
  private final long liveWeight;

  private JointPopulation(Columns columns, String[][] ids, long liveNodes, long liveWeight) {
    this.columns = columns;
    this.ids = ids;
    this.liveNodes = liveNodes;
    this.liveWeight = liveWeight;
  }

  /**
   * One population, as finely as it can be asked for.
   *
   * @param byAll by all dimensions
   * @param byAllButOperator by all but the operator, of which there may be as many as nodes: far
   *     fewer combinations, and enough for most scenarios
   */
  public record Grains(JointPopulation byAll, JointPopulation byAllButOperator) {}

  /** The combinations, their nodes and their weights. */
  private static final class Columns {
    private final int[][] entities;
    private final long[] nodes;
    private final long[] weights;
    private int size;

    Columns(int most) {
      entities = new int[JointKey.DIMENSIONS.size()][most];
      nodes = new long[most];
      weights = new long[most];
    }

    void add(int[] numbers, long nodeCount, long weight) {
      for (int dimension = 0; dimension < numbers.length; dimension++) {
        entities[dimension][size] = numbers[dimension];
      }
      nodes[size] = nodeCount;
      weights[size] = weight;
      size++;
    }
  }

  /** Collects a population. */
  public static final class Builder {
    private final JointDictionary dictionary;
    private final Columns all;
    private final int[] groups;
    private long liveNodes;
    private long liveWeight;

    /** For at most so many combinations. */
    public Builder(JointDictionary dictionary, int most) {
      this.dictionary = dictionary;
      this.all = new Columns(most);
      this.groups = new int[most];
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
      JointDictionary.Numbers numbers = dictionary.numbers(key);
      groups[all.size] = numbers.group();
      all.add(numbers.entities(), nodeCount, weight);
      liveNodes += nodeCount;
      liveWeight = Exact.add(liveWeight, weight);
    }

    /** All that was added. */
    public Grains build() {
      String[][] ids = new String[JointKey.DIMENSIONS.size()][];
      for (int dimension = 0; dimension < ids.length; dimension++) {
        ids[dimension] = dictionary.ids(dimension);
      }
      return new Grains(
          new JointPopulation(all, ids, liveNodes, liveWeight),
          new JointPopulation(allButOperator(), ids, liveNodes, liveWeight));
    }

    private Columns allButOperator() {
      Columns coarse = new Columns(Math.min(all.size, dictionary.groups()));
      int[] places = new int[dictionary.groups()];
      Arrays.fill(places, -1);
      int[] numbers = new int[JointKey.DIMENSIONS.size()];
      for (int i = 0; i < all.size; i++) {
        int place = places[groups[i]];
        if (place >= 0) {
          coarse.nodes[place] += all.nodes[i];
          coarse.weights[place] += all.weights[i];
        } else {
          places[groups[i]] = coarse.size;
          for (int dimension = 0; dimension < numbers.length; dimension++) {
            numbers[dimension] = dimension == OPERATOR ? UNKNOWN : all.entities[dimension][i];
          }
          coarse.add(numbers, all.nodes[i], all.weights[i]);
        }
      }
      return coarse;
    }
  }

  /** How many combinations there are. */
  int size() {
    return columns.size;
  }

  /** The numbers of a dimension's entities by combination. */
  int[] entities(Dimension dimension) {
    return columns.entities[JointKey.DIMENSIONS.indexOf(dimension)];
  }

  /** The ids of a dimension's entities by number; some may have no node here. */
  String[] ids(Dimension dimension) {
    return ids[JointKey.DIMENSIONS.indexOf(dimension)];
  }

  /** Nodes of a combination. */
  long nodes(int combination) {
    return columns.nodes[combination];
  }

  /** Weight of a combination. */
  long weight(int combination) {
    return columns.weights[combination];
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
    for (int i = 0; i < columns.size; i++) {
      if (numbers[i] != UNKNOWN && !isLost[i]) {
        nodeCounts[numbers[i]] += columns.nodes[i];
        sums[numbers[i]] += columns.weights[i];
      }
    }
    return Ranking.of(names, nodeCounts, sums, names.length);
  }
}
