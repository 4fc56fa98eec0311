package dev.faultline.ingest.importer;

/** An import that stopped before its end. The message says why, how far it came and what to do. */
public final class ImportFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ImportResult result;

  /**
   * @param message for the person who ran it
   * @param result how far it came
   */
  public ImportFailedException(String message, ImportResult result, Throwable cause) {
    super(message, cause);
    this.result = result;
  }

  /** How far it came. */
  public ImportResult result() {
    return result;
  }
}
