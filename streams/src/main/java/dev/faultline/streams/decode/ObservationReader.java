package dev.faultline.streams.decode;

import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.streams.node.EventTime;

/** Reads observations, and refuses one that no publisher of ours would have written. */
public final class ObservationReader {

  private final RegistryReader<Observation> reader;

  public ObservationReader(RegistryReader<Observation> reader) {
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
    if (!EventTime.isInRange(observation.getObservedAt().toEpochMilli())) {
      throw new PoisonException(
          "observed_at is not between 1970 and 9999: " + observation.getObservedAt());
    }
    return observation;
  }
}
