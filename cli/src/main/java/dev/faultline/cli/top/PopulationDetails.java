package dev.faultline.cli.top;

import java.util.List;

/** A population, its largest entities, and the outages that were open. */
public record PopulationDetails(
    PopulationIndex population, List<EntityShare> shares, List<OpenIncident> incidents) {}
