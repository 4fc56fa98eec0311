package dev.faultline.streams.resilience;

import java.util.Map;

/**
 * A geometric mean of components between 0 and 1, on a scale of 100. A component below the floor is
 * raised to it: it pulls the index down, and the others still count.
 *
 * @param index with equal weights
 * @param low the least that comes of moving each weight up or down by a quarter, in any combination
 * @param high the most
 */
record Composite(double index, double low, double high) {

  /** The least that a component counts. */
  static final double FLOOR = 0.01;

  private static final double LESS = 0.75;
  private static final double MORE = 1.25;
  private static final double SCALE = 100;

  /** Combines components in the map's order. */
  static Composite of(Map<String, Double> components) {
    double[] logarithms = logarithms(components);
    double index = mean(logarithms, ~0, 1, 1);
    double low = index;
    double high = index;
    for (int raised = 0; raised < 1 << logarithms.length; raised++) {
      double moved = mean(logarithms, raised, LESS, MORE);
      low = Math.min(low, moved);
      high = Math.max(high, moved);
    }
    return new Composite(index, low, high);
  }

  /** The index alone. */
  static double index(Map<String, Double> components) {
    return mean(logarithms(components), ~0, 1, 1);
  }

  private static double[] logarithms(Map<String, Double> components) {
    double[] logarithms = new double[components.size()];
    int filled = 0;
    for (double component : components.values()) {
      logarithms[filled++] = StrictMath.log(Math.max(FLOOR, component));
    }
    return logarithms;
  }

  private static double mean(double[] logarithms, int raised, double less, double more) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < logarithms.length; i++) {
      double weight = (raised & 1 << i) == 0 ? less : more;
      sum += weight * logarithms[i];
      weights += weight;
    }
    return SCALE * StrictMath.exp(sum / weights);
  }
}
