package dev.faultline.streams.measure;

import java.math.BigInteger;

/**
 * The measures that are fractions of integers. With S_k the weight of the k largest, T = S_n and A
 * = Σ S_k: gini = (2A − (n+1)T) / nT, which is Σ(2i−n−1)x_(i) / nT in ascending order, and
 * robustness = (nT − A) / nT, which is (1/n) Σ (1 − S_k/T).
 *
 * @param hhi Σw² / T²
 * @param effectiveEntities T² / Σw²
 * @param gini 0 to below 1
 * @param robustness 0 to below 1/2
 * @param robustnessRatio robustness over (n−1)/2n; null for one entity
 */
record Fractions(
    double hhi, double effectiveEntities, double gini, double robustness, Double robustnessRatio) {

  /** Measures a ranking of at least one entity. */
  static Fractions of(Ranking ranking) {
    ExactSum squareSum = new ExactSum();
    ExactSum topSum = new ExactSum();
    int n = ranking.size();
    for (int rank = 0; rank < n; rank++) {
      squareSum.addSquare(ranking.weight(rank));
      topSum.add(ranking.top(rank + 1));
    }
    BigInteger squares = squareSum.value();
    BigInteger tops = topSum.value();
    BigInteger total = BigInteger.valueOf(ranking.total());
    BigInteger squareOfTotal = total.multiply(total);
    BigInteger countedTotal = total.multiply(BigInteger.valueOf(n));
    BigInteger surviving = countedTotal.subtract(tops);
    return new Fractions(
        Exact.ratio(squares, squareOfTotal),
        Exact.ratio(squareOfTotal, squares),
        Exact.ratio(tops.shiftLeft(1).subtract(countedTotal).subtract(total), countedTotal),
        Exact.ratio(surviving, countedTotal),
        n == 1 ? null : Exact.ratio(surviving.shiftLeft(1), countedTotal.subtract(total)));
  }
}
