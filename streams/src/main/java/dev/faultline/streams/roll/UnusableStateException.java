package dev.faultline.streams.roll;

/**
 * Kept state cannot be gone on with: it was built in another way than now asked for. Trying again
 * does not help; somebody has to decide.
 */
public final class UnusableStateException extends IllegalStateException {

  /** What always helps. */
  public static final String START_AGAIN =
      "start under a new --application-id, which reads everything again";

  private static final long serialVersionUID = 1;

  public UnusableStateException(String message) {
    super(message);
  }

  public UnusableStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
