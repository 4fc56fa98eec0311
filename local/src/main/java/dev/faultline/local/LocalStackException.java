package dev.faultline.local;

/**
 * The stack cannot start, and its user can do something about it: the message says what. Meant to
 * be printed without a stack trace.
 */
public final class LocalStackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An error with what to do about it. */
  public LocalStackException(String message) {
    super(message);
  }

  /** An error with what to do about it, and what it was found by. */
  public LocalStackException(String message, Throwable cause) {
    super(message, cause);
  }
}
