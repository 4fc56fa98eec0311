package dev.faultline.streams.measure;

import dev.faultline.streams.network.FaultRule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The definitions of the methodology, word for word, on BigInteger and 40-digit decimals: slow,
 * naive, and sharing nothing with the measures it checks. Weights are positive.
 */
final class ExactOracle {

  private static final MathContext DIGITS = new MathContext(40);

  private final List<BigInteger> descending;
  private final BigInteger total;
  private final BigInteger n;

  ExactOracle(long... weights) {
    descending =
        Arrays.stream(weights)
            .mapToObj(BigInteger::valueOf)
            .sorted(Comparator.reverseOrder())
            .toList();
    total = descending.stream().reduce(BigInteger.ZERO, BigInteger::add);
    n = BigInteger.valueOf(weights.length);
  }

  /** The least k by trying them all. */
  int nakamoto(FaultRule rule) {
    BigInteger needed = total.multiply(BigInteger.valueOf(rule.numerator()));
    BigInteger sum = BigInteger.ZERO;
    for (int k = 1; k <= descending.size(); k++) {
      sum = sum.add(descending.get(k - 1));
      int sign = sum.multiply(BigInteger.valueOf(rule.denominator())).compareTo(needed);
      if (rule.strict() ? sign > 0 : sign >= 0) {
        return k;
      }
    }
    throw new AssertionError("the whole must break " + rule);
  }

  /** Σ p². */
  double hhi() {
    return quotient(squares(), total.multiply(total));
  }

  /** 1 / Σ p². */
  double effectiveEntities() {
    return quotient(total.multiply(total), squares());
  }

  private BigInteger squares() {
    return descending.stream().map(w -> w.multiply(w)).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Σ (2i−n−1) x_(i) / (n Σx), ascending. */
  double gini() {
    BigInteger sum = BigInteger.ZERO;
    int count = descending.size();
    for (int i = 1; i <= count; i++) {
      BigInteger x = descending.get(count - i);
      sum = sum.add(x.multiply(BigInteger.valueOf(2L * i - count - 1)));
    }
    return quotient(sum, n.multiply(total));
  }

  /** (1/n) Σ (1 − top-k share). */
  double robustness() {
    BigInteger lost = BigInteger.ZERO;
    BigInteger surviving = BigInteger.ZERO;
    for (BigInteger weight : descending) {
      lost = lost.add(weight);
      surviving = surviving.add(total.subtract(lost));
    }
    return quotient(surviving, n.multiply(total));
  }

  /** Share of the k largest, or of all where there are fewer. */
  double top(int k) {
    BigInteger sum = descending.stream().limit(k).reduce(BigInteger.ZERO, BigInteger::add);
    return quotient(sum, total);
  }

  /** −Σ p ln p, its logarithms taken of 40-digit shares rounded once. */
  double entropyNats() {
    return descending.stream()
        .map(w -> new BigDecimal(w).divide(new BigDecimal(total), DIGITS))
        .map(p -> p.multiply(BigDecimal.valueOf(-Math.log(p.doubleValue()))))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }

  private static double quotient(BigInteger numerator, BigInteger denominator) {
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), DIGITS).doubleValue();
  }
}
