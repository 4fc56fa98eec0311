package dev.faultline.cli.output;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Turns what went wrong into a line for people. */
public final class Failures {

  private static final int MOST_CHARACTERS = 500;

  private Failures() {}

  public static String message(Throwable error) {
    Throwable cause = error;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TimeoutException) {
      return "no answer from Kafka ("
          + line(cause)
          + "). Is the stack up? Start it with 'bin/faultline up', or give --port-offset or"
          + " --bootstrap-servers.";
    }
    if (cause instanceof AuthenticationException) {
      return "Kafka does not let us in (" + line(root(cause)) + "). See --kafka-config.";
    }
    if (cause instanceof KafkaException) {
      // 'Failed to create new KafkaAdminClient' says nothing of why
      Throwable root = root(cause);
      return "Kafka: " + line(cause) + (root == cause ? "" : ": " + line(root));
    }
    return cause instanceof FileSystemException file ? ofFile(file) : line(cause);
  }

  private static String ofFile(FileSystemException error) {
    if (error instanceof NoSuchFileException) {
      return "There is no file '" + error.getFile() + "'.";
    }
    if (error instanceof AccessDeniedException) {
      return "'" + error.getFile() + "' may not be read or written: permission denied.";
    }
    return "'"
        + error.getFile()
        + "' cannot be used: "
        + (error.getReason() == null ? error.getClass().getSimpleName() : error.getReason());
  }

  private static Throwable root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Messages of others may be pages. */
  private static String line(Throwable error) {
    String text =
        error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }
}
