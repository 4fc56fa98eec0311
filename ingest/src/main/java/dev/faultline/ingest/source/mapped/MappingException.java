package dev.faultline.ingest.source.mapped;

/** A mapping file that cannot be used: the message names the key, and what may stand there. */
public final class MappingException extends Exception {

  private static final long serialVersionUID = 1L;

  MappingException(String message) {
    super(message);
  }
}
