package dev.faultline.sql.migrate;

/** The schema cannot be brought forward. The message says what to do. */
public final class MigrationException extends Exception {

  /** A state that needs a person. */
  public MigrationException(String message) {
    super(message);
  }

  /** A failure of the server or of a statement. */
  public MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
