package dev.faultline.ingest.check;

import dev.faultline.schemas.Observation;

/** Whether one more population is taken, of senders who may name any number of them. */
@FunctionalInterface
public interface PopulationLimit {

  /** Takes every population. */
  PopulationLimit NONE = observation -> {};

  /**
   * Admits the population of an observation that has passed all other checks.
   *
   * @throws RefusedException naming the network, if its population is one too many
   */
  void admit(Observation observation) throws RefusedException;
}
