package dev.faultline.ingest.importer;

import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.SourceFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to import.
 *
 * @param format how the files are written
 * @param files plain or gzip, read in this order as one recording
 * @param options what the user adds
 * @param joining how long after its start it publishes nothing, so that other imports of its
 *     populations that are started with it are not late
 * @param vanishing what it means that a recorded listing lists an open incident no more; empty for
 *     what each format shows
 * @param rejects a file that gets one JSON object for each refused record; replaced if it exists
 */
public record ImportRequest(
    SourceFormat format,
    List<Path> files,
    ReadOptions options,
    Duration joining,
    Optional<Vanishing> vanishing,
    Optional<Path> rejects) {

  /** One that waits for nobody to join. */
  public ImportRequest(
      SourceFormat format, List<Path> files, ReadOptions options, Optional<Path> rejects) {
    this(format, files, options, Duration.ZERO, Optional.empty(), rejects);
  }
}
