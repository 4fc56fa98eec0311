package dev.faultline.ingest.importer;

/**
 * How far an import is.
 *
 * @param phase what is being done
 * @param bytesRead of all files, as they lie on disk
 * @param bytesTotal of all files
 * @param accepted records accepted so far
 * @param rejected records refused so far
 * @param published records acknowledged so far
 */
public record ImportProgress(
    Phase phase, long bytesRead, long bytesTotal, long accepted, long rejected, long published) {

  /** An import of observations reads its files twice. */
  public enum Phase {
    /** Finding out how far the files are from being in time order. */
    ORDERING,
    /** Publishing. */
    PUBLISHING
  }

  /** Is told how far an import is, from the thread that runs it. */
  @FunctionalInterface
  public interface Listener {

    /** Is called every few thousand records and at the end of each file. */
    void at(ImportProgress progress);

    /** Is called when there is something that whoever imports should know, in whole sentences. */
    default void note(String text) {}
  }
}
