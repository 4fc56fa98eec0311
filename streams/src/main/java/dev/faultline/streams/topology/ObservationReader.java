package dev.faultline.streams.topology;

import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.Topic;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads values of the observation topic. What can never be read is told apart from what cannot be
 * read now, because the registry does not answer.
 */
final class ObservationReader {

  private final Deserializer<Observation> deserializer;

  ObservationReader(Deserializer<Observation> deserializer) {
    this.deserializer = deserializer;
  }

  /**
   * @throws PoisonException if these bytes are no observation, or one of another key
   * @throws RegistryAwayException if the registry does not answer
   */
  Observation read(String key, byte[] value) throws PoisonException {
    Observation observation = decode(value);
    Population population = new Population(observation.getNetwork(), observation.getLayer());
    if (!population.nodeKey(observation.getNodeId()).equals(key)) {
      throw new PoisonException("the key is not the value's network/layer/node_id");
    }
    if (observation.getWeight() != null && observation.getWeight() < 0) {
      throw new PoisonException("weight is negative: " + observation.getWeight());
    }
    return observation;
  }

  private Observation decode(byte[] value) throws PoisonException {
    Object decoded;
    try {
      decoded = deserializer.deserialize(Topic.OBSERVATIONS.topicName(), value);
    } catch (RuntimeException e) {
      if (isRegistryAway(e)) {
        throw new RegistryAwayException(e);
      }
      throw new PoisonException(rootMessage(e));
    }
    // another record type under a known schema id decodes well, but is not an observation
    if (decoded instanceof Observation observation) {
      return observation;
    }
    throw new PoisonException(
        "not an Observation but a " + (decoded == null ? "null" : decoded.getClass().getName()));
  }

  private static boolean isRegistryAway(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof RestClientException answer) {
        return answer.getStatus() >= 500 || answer.getStatus() == 429;
      }
      if (cause instanceof RetriableException || cause instanceof java.net.ConnectException) {
        return true;
      }
      if (cause instanceof IOException && !(cause instanceof java.io.EOFException)) {
        return true;
      }
    }
    return false;
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
