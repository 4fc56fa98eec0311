package dev.faultline.snapshot;

/** No population has anything to tell as of the instant. */
public final class NothingToTellException extends SnapshotException {

  private static final long serialVersionUID = 1L;

  public NothingToTellException(String message) {
    super(message);
  }
}
