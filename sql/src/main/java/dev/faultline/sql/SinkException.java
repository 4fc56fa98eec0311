package dev.faultline.sql;

/** The sink has stopped because something needs a person. The message says what. */
public class SinkException extends RuntimeException {

  /** A state that waiting does not mend. */
  public SinkException(String message) {
    super(message);
  }

  /** The same, with what led to it. */
  public SinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
