package dev.faultline.streams.decode;

/** A record that can never be read. The message says why. */
public final class PoisonException extends Exception {

  private static final long serialVersionUID = 1L;

  public PoisonException(String message) {
    super(message);
  }
}
