package dev.faultline.ingest.importer;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The files of one import, which may be read several times, telling how far the reading is. */
final class RecordedFiles {

  private static final int RECORDS_BETWEEN_REPORTS = 5_000;

  private final ImportRequest request;
  private final ImportProgress.Listener listener;
  private final long totalBytes;
  private final Set<Path> nothingTaken = new LinkedHashSet<>();
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
      reporting.begin();
      try (InputStream input = new CountedInput(Files.newInputStream(file), bytesRead)) {
        request
            .format()
            .read(input, request.options().withUnusable(reporting::unusable), reporting);
      }
      if (reporting.tookNothing()) {
        nothingTaken.add(file);
      }
      reporting.report();
    }
  }

  /** The files, so far, of which nothing was accepted and something refused. */
  Set<Path> nothingTaken() {
    return nothingTaken;
  }

  /** The file that is being read. */
  Path current() {
    return current;
  }

  /** Passes records on and reports now and then. */
  private static final class Reporting implements RecordHandler {

    private record Unusable(String field, String reason) {}

    private final RecordHandler handler;
    private final Runnable report;
    private final List<Unusable> unusable = new ArrayList<>();
    private long records;
    private long inFile;
    private boolean isTaken;
    private boolean isRefused;

    Reporting(RecordHandler handler, Runnable report) {
      this.handler = handler;
      this.report = report;
    }

    void begin() {
      isTaken = false;
      isRefused = false;
      inFile = 0;
      unusable.clear();
    }

    boolean tookNothing() {
      return isRefused && !isTaken;
    }

    /** An attribute of the record at hand, which is told of when that is taken. */
    void unusable(ObservationField field, String reason) {
      unusable.add(new Unusable(field.fieldName(), reason));
    }

    @Override
    public void observation(long line, Observation observation) {
      isTaken = true;
      if (!unusable.isEmpty()) {
        for (Unusable each : unusable) {
          dropped(
              new Refusal(
                  inFile,
                  line,
                  Optional.of(each.field),
                  each.reason,
                  ByteBuffer.wrap(observation.getNodeId().getBytes(StandardCharsets.UTF_8)),
                  Refusal.Extent.RECORD));
        }
        unusable.clear();
      }
      handler.observation(line, observation);
      count();
    }

    @Override
    public void sighting(long line, IncidentRevision sighting) {
      isTaken = true;
      handler.sighting(line, sighting);
      count();
    }

    @Override
    public void restOfEvent(long line, IncidentRevision sighting) {
      isTaken = true;
      handler.restOfEvent(line, sighting);
      count();
    }

    @Override
    public void refused(Refusal refusal) {
      isRefused = true;
      unusable.clear();
      handler.refused(refusal);
      count();
    }

    @Override
    public void repeated(long line) {
      handler.repeated(line);
    }

    @Override
    public void dropped(Refusal refusal) {
      handler.dropped(refusal);
    }

    @Override
    public void document() {
      handler.document();
    }

    @Override
    public void listed(ListedDocument document) {
      handler.listed(document);
    }

    private void count() {
      inFile++;
      if (++records % RECORDS_BETWEEN_REPORTS == 0) {
        report();
      }
    }

    void report() {
      report.run();
    }
  }
}
