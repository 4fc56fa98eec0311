package dev.faultline.streams.stress;

import java.util.List;

/**
 * The joint Nakamoto coefficient of a population, between two bounds.
 *
 * @param upper number of entities that were chosen greedily; null if all known entities together do
 *     not reach the threshold
 * @param lower least number of the largest shares of all dimensions that add up to the threshold;
 *     null where upper is
 * @param entities those that were chosen, in order, such as {@code provider:aws}
 */
public record JointCoefficient(Integer upper, Integer lower, List<String> entities) {

  /** Whether the bounds meet. */
  public boolean isExact() {
    return upper != null && upper.equals(lower);
  }
}
