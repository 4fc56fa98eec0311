package dev.faultline.streams.topology;

import dev.faultline.schemas.Population;
import dev.faultline.streams.roll.PopulationRoll;

/** A population and its nodes of one partition. */
record RolledPopulation(Population population, PopulationRoll roll) {}
