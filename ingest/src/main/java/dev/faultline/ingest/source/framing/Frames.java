package dev.faultline.ingest.source.framing;

import java.io.IOException;
import java.util.Optional;

/** The records of an input, one after another. */
public interface Frames {

  /**
   * The next record; empty at the end.
   *
   * @throws IOException if the bytes cannot be had
   */
  Optional<RawRecord> next() throws IOException;
}
