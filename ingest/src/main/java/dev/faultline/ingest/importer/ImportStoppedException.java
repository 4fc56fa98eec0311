package dev.faultline.ingest.importer;

/** An import was told to stop before its end. */
final class ImportStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ImportStoppedException() {
    super("told to stop");
  }
}
