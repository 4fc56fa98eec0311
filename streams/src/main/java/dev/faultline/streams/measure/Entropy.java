package dev.faultline.streams.measure;

/**
 * The measures that need a logarithm, taken together because one logarithm per distinct weight
 * serves them all. StrictMath, so that every machine gets the same bits.
 *
 * @param bits −Σ p log2 p
 * @param normalized bits / log2 n; 0 for one entity
 * @param effectiveEntities exp of the entropy in nats, 1 to n
 * @param theil (1/n) Σ (x/μ) ln(x/μ) = ln n − entropy in nats; absolute error about 1e-15 · ln n
 */
record Entropy(double bits, double normalized, double effectiveEntities, double theil) {

  private static final double LN_2 = StrictMath.log(2);

  /** Measures a ranking of at least one entity. */
  static Entropy of(Ranking ranking) {
    int n = ranking.size();
    double most = StrictMath.log(n);
    if (ranking.weight(0) == ranking.weight(n - 1)) {
      return new Entropy(most / LN_2, n == 1 ? 0 : 1, n, 0);
    }
    double nats = Math.min(nats(ranking), most);
    return new Entropy(nats / LN_2, nats / most, StrictMath.exp(nats), most - nats);
  }

  /** Adds up in ranking order, entities of equal weight at once. */
  private static double nats(Ranking ranking) {
    double sum = 0;
    int n = ranking.size();
    int from = 0;
    while (from < n) {
      long weight = ranking.weight(from);
      int to = from + 1;
      while (to < n && ranking.weight(to) == weight) {
        to++;
      }
      sum += (to - from) * surprise(weight, ranking.total());
      from = to;
    }
    return sum;
  }

  /** −p ln p. Near p = 1, where a rounded p has lost what matters, by what is missing from 1. */
  private static double surprise(long weight, long total) {
    double share = (double) weight / (double) total;
    double log =
        share > 0.5
            ? StrictMath.log1p(-((double) (total - weight) / (double) total))
            : StrictMath.log(share);
    return -share * log;
  }
}
