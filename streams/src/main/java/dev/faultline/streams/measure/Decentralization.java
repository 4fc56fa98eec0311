package dev.faultline.streams.measure;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.network.FaultRule;
import dev.faultline.streams.network.PopulationRules;
import java.util.Set;

/**
 * Takes every decentralization measure of a ranking. Fractions of integers are exact until one last
 * rounding to the nearest double; the measures with logarithms are summed in ranking order.
 */
public final class Decentralization {

  private static final Set<String> BIG_THREE = Set.of("aws", "azure", "gcp");

  private Decentralization() {}

  /**
   * Measures one dimension of a population.
   *
   * @param dimension what the entities are; only the provider's has a big three
   * @param unknown weight of the nodes whose entity is not known, not negative
   * @throws ArithmeticException if known and unknown weight add up to more than 2^63−1
   */
  public static Measures measure(
      Dimension dimension, Ranking ranking, long unknown, PopulationRules rules) {
    long known = ranking.total();
    Integer pessimistic = Nakamoto.pessimistic(ranking, unknown, rules.liveness());
    long total = Exact.add(known, unknown);
    Double coverage = total == 0 ? null : Exact.ratio(known, total);
    if (ranking.size() == 0) {
      return empty(total, unknown, coverage, pessimistic);
    }
    Fractions fractions = Fractions.of(ranking);
    Entropy entropy = Entropy.of(ranking);
    return new Measures(
        ranking.size(),
        total,
        known,
        unknown,
        coverage,
        Nakamoto.coefficient(ranking, rules.liveness()),
        pessimistic,
        rules.safety().map(rule -> Nakamoto.coefficient(ranking, rule)).orElse(null),
        Nakamoto.coefficient(ranking, FaultRule.MORE_THAN_THIRD),
        Nakamoto.coefficient(ranking, FaultRule.MORE_THAN_HALF),
        Nakamoto.coefficient(ranking, FaultRule.MORE_THAN_TWO_THIRDS),
        fractions.hhi(),
        fractions.effectiveEntities(),
        entropy.effectiveEntities(),
        entropy.bits(),
        entropy.normalized(),
        fractions.gini(),
        entropy.theil(),
        Concentration.top(ranking, 1),
        Concentration.top(ranking, 3),
        dimension == Dimension.PROVIDER ? bigThree(ranking) : null,
        fractions.robustness(),
        fractions.robustnessRatio(),
        ranking.entity(0));
  }

  private static Measures empty(
      long total, long unknown, Double coverage, Integer nakamotoPessimistic) {
    return new Measures(
        0,
        total,
        0,
        unknown,
        coverage,
        null,
        nakamotoPessimistic,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static double bigThree(Ranking ranking) {
    long weight = 0;
    int found = 0;
    for (int rank = 0; rank < ranking.size() && found < BIG_THREE.size(); rank++) {
      if (BIG_THREE.contains(ranking.entity(rank))) {
        weight += ranking.weight(rank);
        found++;
      }
    }
    return Exact.ratio(weight, ranking.total());
  }
}
