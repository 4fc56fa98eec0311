package dev.faultline.streams.resilience;

import dev.faultline.streams.network.FaultRule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The index of methodology 2, word for word, node by node and on 40-digit decimals: slow, and
 * without anything of what it tests.
 */
final class IndexOracle {

  private static final MathContext DIGITS = new MathContext(40);
  private static final BigDecimal FLOOR = new BigDecimal("0.01");

  private final List<Node> live;
  private final FaultRule rule;

  /** A live node; null is unknown. */
  record Node(
      String provider, String site, String country, String client, String operator, long weight) {}

  IndexOracle(List<Node> live, FaultRule rule) {
    this.live = live;
    this.rule = rule;
  }

  /** Of the known part, or with the unknown at its worst or at its best; nothing else is lost. */
  double index(Unknown unknown) {
    BigDecimal product =
        raised(margin(Node::provider, unknown))
            .multiply(raised(margin(Node::site, unknown)))
            .multiply(raised(margin(Node::country, unknown)))
            .multiply(raised(diversity(unknown)));
    return 100 * Math.pow(product.doubleValue(), 1.0 / 6);
  }

  private static BigDecimal raised(BigDecimal component) {
    return component.max(FLOOR);
  }

  BigDecimal margin(Function<Node, String> dimension, Unknown unknown) {
    BigDecimal theta = fraction(rule.numerator(), rule.denominator());
    BigDecimal share = largest(dimension, unknown).divide(whole(dimension, unknown), DIGITS);
    return theta.subtract(share).divide(theta, DIGITS).max(BigDecimal.ZERO);
  }

  private BigDecimal diversity(Unknown unknown) {
    BigDecimal squares = BigDecimal.ZERO;
    boolean isLargest = true;
    for (BigDecimal weight : descending(Node::provider)) {
      BigDecimal held =
          isLargest && unknown == Unknown.OF_THE_LARGEST
              ? weight.add(unknown(Node::provider))
              : weight;
      isLargest = false;
      squares = squares.add(held.pow(2));
    }
    BigDecimal effective = whole(Node::provider, unknown).pow(2).divide(squares, DIGITS);
    return effective
        .subtract(BigDecimal.ONE)
        .divide(BigDecimal.valueOf(9), DIGITS)
        .min(BigDecimal.ONE);
  }

  private BigDecimal largest(Function<Node, String> dimension, Unknown unknown) {
    BigDecimal largest = descending(dimension).get(0);
    return unknown == Unknown.OF_THE_LARGEST ? largest.add(unknown(dimension)) : largest;
  }

  private BigDecimal whole(Function<Node, String> dimension, Unknown unknown) {
    BigDecimal known = descending(dimension).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return unknown == Unknown.LEFT_OUT ? known : known.add(unknown(dimension));
  }

  private BigDecimal unknown(Function<Node, String> dimension) {
    return sum(live.stream().filter(node -> dimension.apply(node) == null).toList());
  }

  private List<BigDecimal> descending(Function<Node, String> dimension) {
    Map<String, List<Node>> entities = new HashMap<>();
    for (Node node : live) {
      if (dimension.apply(node) != null) {
        entities.computeIfAbsent(dimension.apply(node), key -> new ArrayList<>()).add(node);
      }
    }
    return entities.values().stream()
        .map(IndexOracle::sum)
        .filter(weight -> weight.signum() > 0)
        .sorted((one, other) -> other.compareTo(one))
        .toList();
  }

  /** Whether the largest entity alone reaches the threshold, over the known part. */
  boolean halts(Function<Node, String> dimension) {
    if (descending(dimension).isEmpty()) {
      return false;
    }
    BigInteger largest = largest(dimension, Unknown.LEFT_OUT).toBigIntegerExact();
    BigInteger known = whole(dimension, Unknown.LEFT_OUT).toBigIntegerExact();
    int sign =
        largest
            .multiply(BigInteger.valueOf(rule.denominator()))
            .compareTo(known.multiply(BigInteger.valueOf(rule.numerator())));
    return rule.strict() ? sign > 0 : sign >= 0;
  }

  private static BigDecimal sum(List<Node> nodes) {
    return nodes.stream()
        .map(node -> BigDecimal.valueOf(node.weight()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal fraction(long numerator, long denominator) {
    return BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), DIGITS);
  }
}
