package dev.faultline.snapshot;

/** A snapshot cannot be made; the message tells people why, and what to do. */
public class SnapshotException extends Exception {

  private static final long serialVersionUID = 1L;

  public SnapshotException(String message) {
    super(message);
  }
}
