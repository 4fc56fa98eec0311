package dev.faultline.streams.topology;

/** A record that can never be read. The message says why. */
final class PoisonException extends Exception {

  private static final long serialVersionUID = 1L;

  PoisonException(String message) {
    super(message);
  }
}
