package dev.faultline.ingest.publish.kafka;

import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.schemas.registry.RegistryFailure;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What went wrong between us and the brokers or the registry, and what to do about it. */
final class FailureText {

  private FailureText() {}

  /** Explains a failure of Kafka's or the registry's client. */
  static PublishFailedException explain(Throwable failure, KafkaConnection connection) {
    return new PublishFailedException(text(failure, connection), failure);
  }

  private static String text(Throwable failure, KafkaConnection connection) {
    String brokers = "the broker at " + connection.bootstrapServers();
    Optional<String> registry = RegistryFailure.text(failure, connection.registryUrl());
    if (registry.isPresent()) {
      return registry.get();
    }
    if (failure instanceof UnknownTopicOrPartitionException) {
      return brokers
          + " lacks Faultline's topics: start it with 'faultline up', or run 'faultline"
          + " migrate' against it";
    }
    if (failure instanceof TimeoutException) {
      return brokers
          + " does not answer: start it with 'faultline up', or say where it is with"
          + " --bootstrap-servers or --port-offset";
    }
    if (failure instanceof AuthenticationException || failure instanceof AuthorizationException) {
      return brokers + " does not let us in: " + failure.getMessage();
    }
    if (failure instanceof RecordTooLargeException) {
      return "a record is larger than " + brokers + " takes: raise its message.max.bytes";
    }
    return brokers + " failed: " + failure.getMessage();
  }
}
