package dev.faultline.streams.stress;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Halts;
import java.util.List;
import java.util.Map;

/**
 * What a scenario costs a population.
 *
 * @param failed who failed: {@code provider:aws}, in the order of the text
 * @param low weight that is known to be inside
 * @param high with what may be inside
 * @param live all live weight
 * @param halts whether that is as much as the liveness rule takes
 * @param survivingNodes live nodes that are not known to be inside
 * @param survivors the survivors by provider and country
 */
public record Loss(
    Scenario scenario,
    List<String> failed,
    long low,
    long high,
    long live,
    Halts halts,
    long survivingNodes,
    Map<Dimension, Rest> survivors) {

  /**
   * What is left of a dimension.
   *
   * @param entities known ones of positive weight
   * @param nakamoto liveness coefficient; null if nothing is left
   * @param hhi null if nothing is left
   */
  public record Rest(long entities, Integer nakamoto, Double hhi) {}
}
