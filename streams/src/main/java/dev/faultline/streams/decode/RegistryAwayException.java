package dev.faultline.streams.decode;

/** The schema registry does not answer; the record can be read when it does. */
public final class RegistryAwayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RegistryAwayException(Throwable cause) {
    super("the schema registry does not answer", cause);
  }
}
