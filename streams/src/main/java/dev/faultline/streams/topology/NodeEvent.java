package dev.faultline.streams.topology;

import dev.faultline.schemas.Population;

/** What the observation topic says, one record at a time. */
sealed interface NodeEvent permits NodeEvent.Watermark, PlacedObservation {

  Population population();

  /**
   * Everything of the population up to the record's time has been published to this partition.
   *
   * @param incidentsThrough so has every incident revision before this offset; -1 if not told
   */
  record Watermark(Population population, long incidentsThrough) implements NodeEvent {}
}
