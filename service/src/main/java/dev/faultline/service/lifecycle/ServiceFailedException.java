package dev.faultline.service.lifecycle;

/** A service has ended and is not started again. The message is for people. */
public final class ServiceFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ServiceFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
