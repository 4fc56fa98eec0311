package dev.faultline.snapshot.summary;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What people want to know of a population first, over its longest window and by the weighting of
 * its resilience row.
 *
 * @param index 0 to 100, as its ends; null with a reason
 * @param weakest component of the index; null if there is none
 * @param components of the index by name, 0 to 1
 * @param halting dimensions whose largest entity alone halts it
 * @param coefficients least number of entities that halts it, by dimension; without those of which
 *     nothing is known
 * @param shares the largest entities of each dimension, the largest first
 */
public record PopulationSummary(
    String network,
    String layer,
    Instant at,
    long windowSeconds,
    String weighting,
    long liveNodes,
    Double index,
    Double indexLow,
    Double indexHigh,
    String nullReason,
    String weakest,
    Double weakestValue,
    Map<String, Double> components,
    List<String> halting,
    Map<String, Integer> coefficients,
    Map<String, List<Share>> shares) {

  /** An entity's share of the known weight, 0 to 1. */
  public record Share(String entity, double share) {}

  /** {@code network/layer}. */
  public String name() {
    return network + "/" + layer;
  }
}
