package dev.faultline.streams.topology;

import dev.faultline.schemas.Population;
import dev.faultline.streams.node.NodeEntry;
import dev.faultline.streams.roll.PopulationRoll;

/**
 * A population and its nodes of one partition.
 *
 * @param number tells it from the task's others; its nodes carry it
 */
public record RolledPopulation(Population population, int number, PopulationRoll roll) {

  /** A node of it of which nothing is known yet. */
  NodeEntry node(String nodeId) {
    return new NodeEntry(population, number, nodeId);
  }
}
