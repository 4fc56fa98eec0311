package dev.faultline.streams.topology;

import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;

/** Reads observations, and refuses one that no publisher of ours would have written. */
final class ObservationReader {

  /** The first instant of the year 10000. */
  private static final long END_OF_TIME = 253_402_300_800_000L;

  private final RegistryReader<Observation> reader;

  ObservationReader(RegistryReader<Observation> reader) {
    this.reader = reader;
  }

  /**
   * @throws PoisonException if these bytes are no observation, or one of another key
   * @throws RegistryAwayException if the registry does not answer
   */
  Observation read(String key, byte[] value) throws PoisonException {
    Observation observation = FieldLength.checked(reader.read(value));
    Population population = new Population(observation.getNetwork(), observation.getLayer());
    if (!population.nodeKey(observation.getNodeId()).equals(key)) {
      throw new PoisonException("the key is not the value's network/layer/node_id");
    }
    if (observation.getWeight() != null && observation.getWeight() < 0) {
      throw new PoisonException("weight is negative: " + observation.getWeight());
    }
    if (!isTime(observation.getObservedAt().toEpochMilli())) {
      throw new PoisonException(
          "observed_at is not between 1970 and 9999: " + observation.getObservedAt());
    }
    return observation;
  }

  /** Whether an index can have a row at such a time, in milliseconds since the epoch. */
  static boolean isTime(long millis) {
    return millis >= 0 && millis < END_OF_TIME;
  }
}
