package dev.faultline.schemas.registry;

import dev.faultline.schemas.wire.RegistryUnavailableException;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.pinot.shaded.com.fasterxml.jackson.core.JsonProcessingException;

/**
 * Tells a failure of the schema registry from one of Kafka. Confluent's serializers report both by
 * exceptions of Kafka's: a registry that answers 401 is an authentication exception, one that
 * answers 503 a timeout.
 */
public final class RegistryFailure {

  private static final int DEEPEST = 10;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int FIRST_SERVER_ERROR = 500;

  private RegistryFailure() {}

  /**
   * What the registry did wrong, and what to do.
   *
   * @param url of the registry
   * @return empty if the failure is not one of the registry
   */
  public static Optional<String> text(Throwable failure, String url) {
    String registry = "the schema registry at " + url;
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof RestClientException answer) {
        return Optional.of(registry + " " + answered(answer));
      }
      boolean asked =
          cause instanceof RegistryUnavailableException || cause instanceof SerializationException;
      if (asked && cause.getCause() instanceof IOException unreachable && !isAnswer(unreachable)) {
        return Optional.of(unreachable(registry, unreachable));
      }
      cause = cause.getCause();
    }
    return failure instanceof SerializationException
        ? Optional.of(registry + " cannot be used: " + firstLine(failure))
        : Optional.empty();
  }

  /**
   * Whether the registry did not answer, or could not: what was asked of it can be asked again.
   *
   * @param failure of a serializer, or what wraps one
   */
  public static boolean isAway(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof RestClientException answer) {
        return answer.getStatus() >= FIRST_SERVER_ERROR || answer.getStatus() == TOO_MANY;
      }
      if (cause instanceof SerializationException && cause.getCause() instanceof IOException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /**
   * What the registry did wrong in a call that was one to it.
   *
   * @return what went wrong, whatever it was
   */
  public static String ofCall(Exception failure, String url) {
    return text(failure, url)
        .orElseGet(
            () ->
                failure instanceof JsonProcessingException
                    ? "what answers at " + url + " is not a schema registry"
                    : unreachable("the schema registry at " + url, failure));
  }

  private static String unreachable(String registry, Throwable why) {
    return registry
        + " does not answer ("
        + firstLine(why)
        + "): start it with 'faultline up', or say where it is with --registry-url or"
        + " --port-offset";
  }

  /** Whether there is something better to say further down the chain of causes. */
  private static boolean isAnswer(IOException error) {
    return error instanceof RegistryUnavailableException;
  }

  private static String answered(RestClientException answer) {
    int status = answer.getStatus();
    if (status == 401 || status == 403) {
      return "refuses us (HTTP "
          + status
          + "): give --registry-user and FAULTLINE_REGISTRY_PASSWORD";
    }
    if (status == NOT_FOUND && isNotFoundOfRegistry(answer)) {
      return "has no schema for these records ("
          + firstLine(answer)
          + "): run 'faultline migrate' against it";
    }
    if (status >= FIRST_SERVER_ERROR) {
      return "does not work: it answers HTTP " + status + " (" + firstLine(answer) + ")";
    }
    return "answers HTTP " + status + " (" + firstLine(answer) + "): is it a schema registry?";
  }

  /** The registry's own codes for "no such subject, version or schema" are 404xx. */
  private static boolean isNotFoundOfRegistry(RestClientException answer) {
    return answer.getErrorCode() / 100 == NOT_FOUND;
  }

  /** An HTML page is as long as it likes. */
  private static String firstLine(Throwable failure) {
    String message =
        failure instanceof UnknownHostException
            ? "there is no host '" + failure.getMessage() + "'"
            : String.valueOf(failure.getMessage());
    String line = message.strip().lines().findFirst().orElse("");
    return line.length() <= 160 ? line : line.substring(0, 160) + "…";
  }
}
