package dev.faultline.api.index;

import java.util.List;
import java.util.Optional;

/**
 * A population, its largest entities, the outages that were open, and what would halt it.
 *
 * @param scenarios the costliest first
 */
public record PopulationDetails(
    PopulationIndex population,
    List<EntityShare> shares,
    List<OpenIncident> incidents,
    List<ScenarioLoss> scenarios,
    Optional<JointHalt> joint) {}
