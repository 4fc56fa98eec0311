package dev.faultline.cli;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/** Turns what went wrong into a line for people. */
final class Failures {

  private Failures() {}

  static String message(Throwable error) {
    Throwable cause = error;
    while (cause instanceof ExecutionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
      return "no answer from Kafka ("
          + text
          + "). Is the stack up? Start it with 'bin/faultline up', or give --port-offset or"
          + " --bootstrap-servers.";
    }
    if (cause instanceof KafkaException) {
      return "Kafka: " + text;
    }
    return text;
  }
}
