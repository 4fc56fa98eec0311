package dev.faultline.ingest.publish;

/** A record was not acknowledged. The message says what happened and what to do next. */
public final class PublishFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message for the person who runs this
   * @param cause what the client said
   */
  public PublishFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
