package dev.faultline.ingest.publish;

import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The files of one import, which may be read several times, telling how far the reading is. */
final class RecordedFiles {

  private static final int RECORDS_BETWEEN_REPORTS = 5_000;

  private final ImportRequest request;
  private final ImportProgress.Listener listener;
  private final long totalBytes;
  private Path current;

  /**
   * @throws IOException if a file is not there or cannot be read; nothing has been read then
   */
  RecordedFiles(ImportRequest request, ImportProgress.Listener listener) throws IOException {
    long bytes = 0;
    for (Path file : request.files()) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new NoSuchFileException(file.toString(), null, "there is no readable file");
      }
      bytes += Files.size(file);
    }
    this.request = request;
    this.listener = listener;
    this.totalBytes = bytes;
  }

  /** Reads all files, one after another. */
  void read(ImportProgress.Phase phase, RecordHandler handler, Supplier<ImportResult> counts)
      throws IOException {
    AtomicLong bytesRead = new AtomicLong();
    Reporting reporting =
        new Reporting(
            handler,
            () -> {
              ImportResult soFar = counts.get();
              listener.at(
                  new ImportProgress(
                      phase,
                      bytesRead.get(),
                      totalBytes,
                      soFar.accepted(),
                      soFar.rejected(),
                      soFar.published()));
            });
    for (Path file : request.files()) {
      current = file;
      try (InputStream input = new CountedInput(Files.newInputStream(file), bytesRead)) {
        request.format().read(input, request.options(), reporting);
      }
      reporting.report();
    }
  }

  /** The file that is being read. */
  Path current() {
    return current;
  }

  /** Passes records on and reports now and then. */
  private static final class Reporting implements RecordHandler {

    private final RecordHandler handler;
    private final Runnable report;
    private long records;

    Reporting(RecordHandler handler, Runnable report) {
      this.handler = handler;
      this.report = report;
    }

    @Override
    public void observation(long line, Observation observation) {
      handler.observation(line, observation);
      count();
    }

    @Override
    public void sighting(long line, IncidentRevision sighting) {
      handler.sighting(line, sighting);
      count();
    }

    @Override
    public void refused(Refusal refusal) {
      handler.refused(refusal);
      count();
    }

    private void count() {
      if (++records % RECORDS_BETWEEN_REPORTS == 0) {
        report();
      }
    }

    void report() {
      report.run();
    }
  }
}
