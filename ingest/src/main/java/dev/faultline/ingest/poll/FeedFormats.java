package dev.faultline.ingest.poll;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.SourceFormat;
import java.util.Optional;

/** The formats that a file of feeds may name. */
@FunctionalInterface
public interface FeedFormats {

  /** The format of that name, if there is one. */
  Optional<SourceFormat> named(String name);

  /**
   * A format that reads through a mapping file.
   *
   * @param name of a format that there is
   * @param file the mapping file, as the file of feeds names it
   * @throws RefusedException if it cannot be read, or the format takes none
   */
  default SourceFormat mapped(String name, String file) throws RefusedException {
    throw new RefusedException("mapping", "is not read here");
  }
}
