package dev.faultline.streams.measure;

import java.util.Arrays;

/**
 * The entities of one dimension in the order in which every measure reads them: by weight
 * descending, then by entity id. The order makes sums of doubles repeat bit for bit, whatever order
 * the entities came in.
 */
public final class Ranking {

  private final String[] entities;
  private final long[] nodes;
  private final long[] weights;
  private final long[] cumulative;

  private Ranking(String[] entities, long[] nodes, long[] weights, long[] cumulative) {
    this.entities = entities;
    this.nodes = nodes;
    this.weights = weights;
    this.cumulative = cumulative;
  }

  /**
   * Ranks the first n entries of three parallel arrays, which stay as they are. Entries of weight
   * zero are dropped.
   *
   * @param entities distinct ids
   * @param nodes how many nodes each entity has
   * @param weights in the population's base unit, or numbers of nodes
   * @throws IllegalArgumentException if a weight is negative
   * @throws ArithmeticException if the weights add up to more than 2^63−1
   */
  public static Ranking of(String[] entities, long[] nodes, long[] weights, int n) {
    int[] order = RankingOrder.of(entities, weights, n);
    String[] rankedEntities = new String[order.length];
    long[] rankedNodes = new long[order.length];
    long[] rankedWeights = new long[order.length];
    long[] cumulative = new long[order.length];
    long total = 0;
    for (int rank = 0; rank < order.length; rank++) {
      int from = order[rank];
      rankedEntities[rank] = entities[from];
      rankedNodes[rank] = nodes[from];
      rankedWeights[rank] = weights[from];
      total = Exact.add(total, weights[from]);
      cumulative[rank] = total;
    }
    return new Ranking(rankedEntities, rankedNodes, rankedWeights, cumulative);
  }

  /** Number of entities of positive weight. */
  public int size() {
    return entities.length;
  }

  /** Id of the entity at a rank; rank 0 is the largest. */
  public String entity(int rank) {
    return entities[rank];
  }

  /** Number of nodes of the entity at a rank. */
  public long nodes(int rank) {
    return nodes[rank];
  }

  /** Weight of the entity at a rank, positive. */
  public long weight(int rank) {
    return weights[rank];
  }

  /** Weight of the {@code count} largest entities together, count from 0 to size. */
  public long top(int count) {
    return count == 0 ? 0 : cumulative[count - 1];
  }

  /** Weight of all entities. */
  public long total() {
    return top(size());
  }

  /** This ranking after the loss of its largest entity. */
  public Ranking withoutLargest() {
    if (size() == 0) {
      return this;
    }
    long lost = weight(0);
    long[] rest = Arrays.copyOfRange(cumulative, 1, size());
    for (int rank = 0; rank < rest.length; rank++) {
      rest[rank] -= lost;
    }
    return new Ranking(
        Arrays.copyOfRange(entities, 1, entities.length),
        Arrays.copyOfRange(nodes, 1, nodes.length),
        Arrays.copyOfRange(weights, 1, weights.length),
        rest);
  }
}
