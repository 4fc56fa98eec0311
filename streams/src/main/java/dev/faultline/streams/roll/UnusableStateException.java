package dev.faultline.streams.roll;

import java.util.Optional;

/**
 * Kept state cannot be gone on with: it was built in another way than now asked for. Trying again
 * does not help; somebody has to decide.
 */
public final class UnusableStateException extends IllegalStateException {

  /** What always helps. */
  public static final String START_AGAIN =
      "start under a new --application-id, which reads everything again";

  private static final long serialVersionUID = 1;

  private final String population;

  public UnusableStateException(String message) {
    super(message);
    this.population = null;
  }

  /** Of one population, {@code network/layer}. */
  public static UnusableStateException of(String population, String message) {
    return new UnusableStateException(population, message, null);
  }

  public UnusableStateException(String message, Throwable cause) {
    this(null, message, cause);
  }

  private UnusableStateException(String population, String message, Throwable cause) {
    super(message, cause);
    this.population = population;
  }

  /** Whose state it is; empty if it is all state. */
  public Optional<String> population() {
    return Optional.ofNullable(population);
  }
}
