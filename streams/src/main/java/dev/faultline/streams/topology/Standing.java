package dev.faultline.streams.topology;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Placement;
import dev.faultline.schemas.Population;
import dev.faultline.streams.enrich.Placed;
import dev.faultline.streams.roll.Sighting;
import java.time.Instant;
import java.util.List;

/**
 * All that an observation says but when: the same object for as long as a node's observations say
 * the same.
 */
final class Standing {

  private final Population population;
  private final Observation observation;
  private final Placed placed;
  private final String tablesVersion;
  private final List<String> entities;
  private final long digest;

  Standing(Population population, Observation observation, Placed placed, String tablesVersion) {
    this.population = population;
    this.observation = observation;
    this.placed = placed;
    this.tablesVersion = tablesVersion;
    this.entities = Placements.entities(observation.getNodeId(), placed);
    this.digest = Placements.digest(observation, placed, tablesVersion);
  }

  Population population() {
    return population;
  }

  String nodeId() {
    return observation.getNodeId();
  }

  /** Tells one placement of the node from another. */
  long digest() {
    return digest;
  }

  Sighting seen(long observedAt) {
    Long weight = observation.getWeight();
    return new Sighting(
        observedAt,
        observation.getStatus() != NodeStatus.DOWN,
        weight == null ? 0 : weight,
        entities);
  }

  Placement placement(long observedAt, int partition, long offset) {
    return Placements.record(
        observation, Instant.ofEpochMilli(observedAt), placed, partition, offset, tablesVersion);
  }
}
