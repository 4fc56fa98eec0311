package dev.faultline.api.index;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A population at one instant: its resilience row and the dimensions beside it.
 *
 * @param weighting nodes, or weight where the network has one
 * @param index 0 to 100; null with a reason
 * @param interval of the index, by what is unknown
 * @param weakest the least component, such as margin(country); null if there is none
 * @param halting dimensions whose largest entity alone halts the population
 * @param exposure share of the live weight in open outages, by least severity: any, major, critical
 * @param dimensions by name; only those with an entity
 */
public record PopulationIndex(
    String network,
    String layer,
    Instant at,
    int windowSeconds,
    String weighting,
    long liveNodes,
    long downNodes,
    long silentNodes,
    Double availability,
    Double index,
    Interval interval,
    String weakest,
    Double weakestValue,
    String nullReason,
    List<String> halting,
    long openIncidents,
    Map<String, Interval> exposure,
    Map<String, DimensionMeasures> dimensions) {

  /** The network and its layer. */
  public String name() {
    return network + "/" + layer;
  }

  /** How many of a dimension's largest entities halt it. */
  public Optional<Integer> nakamoto(String dimension) {
    return Optional.ofNullable(dimensions.get(dimension)).map(DimensionMeasures::nakamoto);
  }

  PopulationIndex with(Map<String, DimensionMeasures> measured) {
    return new PopulationIndex(
        network,
        layer,
        at,
        windowSeconds,
        weighting,
        liveNodes,
        downNodes,
        silentNodes,
        availability,
        index,
        interval,
        weakest,
        weakestValue,
        nullReason,
        halting,
        openIncidents,
        exposure,
        measured);
  }
}
