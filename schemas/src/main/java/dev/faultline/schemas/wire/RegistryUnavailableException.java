package dev.faultline.schemas.wire;

import java.io.IOException;

/**
 * The schema registry does not answer, or not with what was asked for. It says nothing about the
 * record, which is to be decoded again later.
 */
public final class RegistryUnavailableException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What the registry did instead of answering. */
  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
