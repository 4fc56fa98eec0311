package dev.faultline.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The resilience index of methodology 2 from a list of nodes, without anything of the engine: sums
 * in integers, fractions in 40 digits. No incident is open and no node silent.
 */
final class IndexByFractions {

  private static final MathContext DIGITS = new MathContext(40);

  private final List<Node> live = new ArrayList<>();
  private final BigDecimal availability;
  private final BigInteger numerator;
  private final BigInteger denominator;

  /** Empty text is unknown. */
  record Node(boolean live, String provider, String site, String country, BigInteger weight) {}

  /** Whose the unknown is: nobody's, the largest entity's, or many small ones'. */
  enum Of {
    NOBODY,
    LARGEST,
    MANY
  }

  IndexByFractions(List<Node> nodes, long numerator, long denominator) {
    nodes.stream().filter(Node::live).forEach(live::add);
    this.availability = new BigDecimal(sum(live)).divide(new BigDecimal(sum(nodes)), DIGITS);
    this.numerator = BigInteger.valueOf(numerator);
    this.denominator = BigInteger.valueOf(denominator);
  }

  double index(Of unknown) {
    BigDecimal product = floor(availability);
    for (Function<Node, String> dimension :
        List.<Function<Node, String>>of(Node::provider, Node::site, Node::country)) {
      product = product.multiply(floor(margin(dimension, unknown)));
    }
    product = product.multiply(floor(diversity(unknown)));
    return 100 * Math.pow(product.doubleValue(), 1.0 / 6);
  }

  /** (θ − share) / θ of the largest entity. */
  BigDecimal margin(Function<Node, String> dimension, Of unknown) {
    List<BigInteger> weights = entities(dimension);
    BigInteger largest = weights.get(0);
    BigInteger all = total(weights);
    BigInteger rest = sum(live).subtract(all);
    if (unknown == Of.LARGEST) {
      largest = largest.add(rest);
    }
    if (unknown != Of.NOBODY) {
      all = all.add(rest);
    }
    BigInteger halting = all.multiply(numerator);
    return new BigDecimal(halting.subtract(largest.multiply(denominator)))
        .divide(new BigDecimal(halting), DIGITS);
  }

  private BigDecimal diversity(Of unknown) {
    List<BigInteger> weights = new ArrayList<>(entities(Node::provider));
    BigInteger all = total(weights);
    BigInteger rest = sum(live).subtract(all);
    if (unknown == Of.LARGEST) {
      weights.set(0, weights.get(0).add(rest));
    }
    if (unknown != Of.NOBODY) {
      all = all.add(rest);
    }
    BigInteger squares = total(weights.stream().map(weight -> weight.pow(2)).toList());
    return new BigDecimal(all.pow(2))
        .divide(new BigDecimal(squares), DIGITS)
        .subtract(BigDecimal.ONE)
        .divide(BigDecimal.valueOf(9), DIGITS)
        .min(BigDecimal.ONE);
  }

  private List<BigInteger> entities(Function<Node, String> dimension) {
    Map<String, BigInteger> weights = new HashMap<>();
    for (Node node : live) {
      if (!dimension.apply(node).isEmpty()) {
        weights.merge(dimension.apply(node), node.weight(), BigInteger::add);
      }
    }
    return weights.values().stream().sorted((one, other) -> other.compareTo(one)).toList();
  }

  private static BigDecimal floor(BigDecimal component) {
    return component.max(new BigDecimal("0.01"));
  }

  private static BigInteger sum(List<Node> nodes) {
    return total(nodes.stream().map(Node::weight).toList());
  }

  private static BigInteger total(List<BigInteger> weights) {
    return weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
