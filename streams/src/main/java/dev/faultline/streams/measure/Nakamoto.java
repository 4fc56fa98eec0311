package dev.faultline.streams.measure;

import dev.faultline.streams.network.FaultRule;

/**
 * The Nakamoto coefficient: the least number of entities that together hold enough weight to break
 * a fault rule. Decided on integers alone, in 128 bits.
 *
 * @see <a href="https://news.earn.com/quantifying-decentralization-e39db233c28e">Srinivasan and
 *     Lee, Quantifying Decentralization, 2017</a>
 */
public final class Nakamoto {

  private Nakamoto() {}

  /** Returns the coefficient, or null if no entity is known. */
  public static Integer coefficient(Ranking ranking, FaultRule rule) {
    return ranking.size() == 0 ? null : least(ranking, 0, rule);
  }

  /**
   * Returns the coefficient if all weight of unknown entity belonged to the largest one: the true
   * coefficient is not below it. Where no entity is known, the unknown weight is taken as one
   * entity's, so the bound is 1; null if there is no weight at all.
   *
   * @throws IllegalArgumentException if unknown is negative
   * @throws ArithmeticException if known and unknown add up to more than 2^63−1
   */
  public static Integer pessimistic(Ranking ranking, long unknown, FaultRule rule) {
    if (unknown < 0) {
      throw new IllegalArgumentException("unknown weight is negative: " + unknown);
    }
    if (ranking.size() == 0) {
      return unknown == 0 ? null : 1;
    }
    return least(ranking, unknown, rule);
  }

  /** Searches by halves, for what the top k hold only grows with k; all of it breaks every rule. */
  private static int least(Ranking ranking, long addedToLargest, FaultRule rule) {
    long total = Exact.add(ranking.total(), addedToLargest);
    int below = 0;
    int enough = ranking.size();
    while (enough - below > 1) {
      int middle = (below + enough) >>> 1;
      if (breaks(rule, ranking.top(middle) + addedToLargest, total)) {
        enough = middle;
      } else {
        below = middle;
      }
    }
    return enough;
  }

  /** Whether the loss of a part of a total is as much as the rule takes. */
  public static boolean breaks(FaultRule rule, long part, long total) {
    int sign = Exact.compareProducts(rule.denominator(), part, rule.numerator(), total);
    return rule.strict() ? sign > 0 : sign >= 0;
  }
}
