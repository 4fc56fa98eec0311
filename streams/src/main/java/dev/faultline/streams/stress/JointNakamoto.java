package dev.faultline.streams.stress;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.measure.Nakamoto;
import dev.faultline.streams.network.FaultRule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The least number of entities of any dimension whose nodes together reach the liveness threshold
 * of all live weight. Exactly that is set cover, so it is bounded: from above by taking again and
 * again the entity that covers the most weight that is not covered yet (then by dimension, then by
 * id), from below as if no node were of two entities.
 *
 * @see <a href="https://doi.org/10.1287/moor.4.3.233">Chvátal, A Greedy Heuristic for the
 *     Set-Covering Problem, 1979</a>
 */
public final class JointNakamoto {

  /** The dimensions, in the order that decides between equal gains. */
  private static final List<Dimension> DIMENSIONS =
      List.of(Dimension.PROVIDER, Dimension.COUNTRY, Dimension.CLIENT, Dimension.OPERATOR);

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingLong((Candidate candidate) -> -candidate.gain)
          .thenComparingInt(candidate -> candidate.dimension)
          .thenComparing(candidate -> candidate.id);

  private final JointPopulation population;
  private final FaultRule liveness;
  private final int[][] entities = new int[DIMENSIONS.size()][];
  private final Candidate[][] candidates = new Candidate[DIMENSIONS.size()][];

  /** An entity that may be chosen. */
  private static final class Candidate {
    private final int dimension;
    private final String id;
    private int[] combinations = new int[2];
    private int size;

    /** Weight of it that no chosen entity covers. */
    private long uncovered;

    /** What that was when it was queued last: never less than it is now. */
    private long gain;

    Candidate(int dimension, String id) {
      this.dimension = dimension;
      this.id = id;
    }

    void add(int combination, long weight) {
      if (size == combinations.length) {
        combinations = Arrays.copyOf(combinations, 2 * size);
      }
      combinations[size++] = combination;
      uncovered += weight;
      gain = uncovered;
    }
  }

  private JointNakamoto(JointPopulation population, FaultRule liveness) {
    this.population = population;
    this.liveness = liveness;
    for (int dimension = 0; dimension < entities.length; dimension++) {
      entities[dimension] = population.entities(DIMENSIONS.get(dimension));
      candidates[dimension] = candidates(dimension);
    }
  }

  private Candidate[] candidates(int dimension) {
    String[] ids = population.ids(DIMENSIONS.get(dimension));
    Candidate[] found = new Candidate[ids.length];
    for (int i = 0; i < population.size(); i++) {
      int entity = entities[dimension][i];
      if (entity != JointPopulation.UNKNOWN && population.weight(i) > 0) {
        if (found[entity] == null) {
          found[entity] = new Candidate(dimension, ids[entity]);
        }
        found[entity].add(i, population.weight(i));
      }
    }
    return found;
  }

  /** Measures a population. */
  public static JointCoefficient of(JointPopulation.Grains population, FaultRule liveness) {
    return new JointNakamoto(population.byAll(), liveness).measure();
  }

  private JointCoefficient measure() {
    List<Candidate> all = new ArrayList<>();
    for (Candidate[] ofDimension : candidates) {
      Arrays.stream(ofDimension).filter(candidate -> candidate != null).forEach(all::add);
    }
    int lower = lower(all);
    List<String> chosen = greedy(all);
    return chosen == null
        ? new JointCoefficient(null, null, List.of())
        : new JointCoefficient(chosen.size(), lower, chosen);
  }

  /** Any number if not even all do. */
  private int lower(List<Candidate> all) {
    long[] shares = all.stream().mapToLong(candidate -> candidate.uncovered).sorted().toArray();
    BigInteger threshold =
        BigInteger.valueOf(liveness.numerator())
            .multiply(BigInteger.valueOf(population.liveWeight()));
    BigInteger sum = BigInteger.ZERO;
    int count = 0;
    for (int i = shares.length - 1; i >= 0; i--) {
      // in all dimensions together there may be four times the live weight
      sum = sum.add(BigInteger.valueOf(shares[i]));
      count++;
      int sign = sum.multiply(BigInteger.valueOf(liveness.denominator())).compareTo(threshold);
      if (liveness.strict() ? sign > 0 : sign >= 0) {
        break;
      }
    }
    return count;
  }

  private List<String> greedy(List<Candidate> all) {
    PriorityQueue<Candidate> queue = new PriorityQueue<>(Math.max(1, all.size()), BEST_FIRST);
    queue.addAll(all);
    boolean[] isCovered = new boolean[population.size()];
    List<String> chosen = new ArrayList<>();
    long covered = 0;
    while (!queue.isEmpty()) {
      Candidate best = queue.remove();
      if (best.gain > best.uncovered) {
        best.gain = best.uncovered;
        if (best.gain > 0) {
          queue.add(best);
        }
        continue;
      }
      covered += best.uncovered;
      cover(best, isCovered);
      chosen.add(Scenario.name(DIMENSIONS.get(best.dimension), best.id));
      if (Nakamoto.breaks(liveness, covered, population.liveWeight())) {
        return chosen;
      }
    }
    return null;
  }

  private void cover(Candidate chosen, boolean[] isCovered) {
    for (int i = 0; i < chosen.size; i++) {
      int combination = chosen.combinations[i];
      if (!isCovered[combination]) {
        isCovered[combination] = true;
        for (int dimension = 0; dimension < entities.length; dimension++) {
          int entity = entities[dimension][combination];
          if (entity != JointPopulation.UNKNOWN) {
            candidates[dimension][entity].uncovered -= population.weight(combination);
          }
        }
      }
    }
  }
}
