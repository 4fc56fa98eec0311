package dev.faultline.ingest.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * One feed's format: how recorded bytes become records. A format is stateless and may be used by
 * many readers at once; it keeps no more of the input in memory than one record, or than the rows
 * of a list whose rows add up.
 */
public interface SourceFormat {

  /** What a format holds. */
  enum Yields {
    OBSERVATIONS,
    INCIDENTS
  }

  /** The name on the command line, such as {@code solana-geo-csv}. */
  String name();

  /** One line for a person who looks for the right format. */
  String description();

  /** Two lines of it. */
  String example();

  /** What it holds. */
  Yields yields();

  /**
   * Reads all records, in the order of the input. A bad record is refused to the handler, alone
   * where that is possible, and never throws; what the handler throws passes through.
   *
   * @param input the bytes, plain or gzip; not closed
   * @throws IOException if the bytes cannot be had (a disk or network error), never for what they
   *     say
   */
  void read(InputStream input, ReadOptions options, RecordHandler handler) throws IOException;
}
