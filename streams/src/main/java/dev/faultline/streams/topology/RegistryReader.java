package dev.faultline.streams.topology;

import dev.faultline.schemas.Topic;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads values of one topic. What can never be read is told apart from what cannot be read now,
 * because the registry does not answer; for that it waits.
 *
 * @param <T> the topic's records
 */
final class RegistryReader<T> {

  /** Well below max.poll.interval.ms; after it the task is given up and started again. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final Duration STEP = Duration.ofSeconds(1);

  private final Topic topic;
  private final Class<T> type;
  private final Deserializer<T> deserializer;
  private final Pause pause;

  RegistryReader(Topic topic, Class<T> type, Deserializer<T> deserializer, Pause pause) {
    this.topic = topic;
    this.type = type;
    this.deserializer = deserializer;
    this.pause = pause;
  }

  /**
   * Waits up to {@link #LONGEST_WAIT} for the registry.
   *
   * @throws PoisonException if these bytes are no record of the topic
   * @throws RegistryAwayException if the registry does not answer
   */
  T read(byte[] value) throws PoisonException {
    Duration waited = Duration.ZERO;
    while (true) {
      try {
        return decode(value);
      } catch (RegistryAwayException away) {
        if (waited.compareTo(LONGEST_WAIT) >= 0) {
          throw away;
        }
        waited = waited.plus(STEP);
        try {
          pause.sleep(STEP);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw away;
        }
      }
    }
  }

  private T decode(byte[] value) throws PoisonException {
    Object decoded;
    try {
      decoded = deserializer.deserialize(topic.topicName(), value);
    } catch (RuntimeException e) {
      if (isRegistryAway(e)) {
        throw new RegistryAwayException(e);
      }
      throw new PoisonException(rootMessage(e));
    }
    // another record type under a known schema id decodes well, but is not of this topic
    if (type.isInstance(decoded)) {
      return type.cast(decoded);
    }
    throw new PoisonException(
        "not an %s but a %s"
            .formatted(
                type.getSimpleName(), decoded == null ? "null" : decoded.getClass().getName()));
  }

  private static boolean isRegistryAway(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof RestClientException answer) {
        return answer.getStatus() >= 500 || answer.getStatus() == 429;
      }
      if (cause instanceof RetriableException || cause instanceof ConnectException) {
        return true;
      }
      if (cause instanceof IOException && !(cause instanceof EOFException)) {
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
