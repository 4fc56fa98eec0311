package dev.faultline.ingest.importer;

import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.PublishedRevisions;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.ingest.source.SourceFormat.Yields;
import dev.faultline.ingest.watermark.AlignedWatermarks;
import dev.faultline.ingest.watermark.BoundedOutOfOrdernessWatermarks;
import dev.faultline.ingest.watermark.Cadence;
import dev.faultline.ingest.watermark.Heartbeat;
import dev.faultline.ingest.watermark.Peers;
import dev.faultline.ingest.watermark.ProgressLog;
import dev.faultline.ingest.watermark.PublisherIds;
import dev.faultline.ingest.watermark.Publishers;
import dev.faultline.schemas.Population;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Publishes recorded files. It opens each population before it publishes anything, so that others
 * who publish it wait; observations are followed by the watermarks of the event time reached, at
 * the end by the one that closes the last slot; incidents become revisions only where they say
 * something new. Running the same import again publishes the observations again, under the same
 * keys and times and as the same publisher, and no revision twice.
 */
public final class Import {

  private static final ImportResult NOTHING = new ImportResult(0, 0, 0, 0, 0, 0, 0, true);

  private final RecordPublisher publisher;
  private final PublishedRevisions revisions;
  private final Publishers publishers;
  private final Function<Population, Cadence> cadences;
  private final Clock clock;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /**
   * @param publisher where records go
   * @param revisions what has been published about incidents
   * @param publishers who else publishes
   * @param cadences when the slots of a population close
   * @param clock dates the dead letters
   */
  public Import(
      RecordPublisher publisher,
      PublishedRevisions revisions,
      Publishers publishers,
      Function<Population, Cadence> cadences,
      Clock clock) {
    this.publisher = publisher;
    this.revisions = revisions;
    this.publishers = publishers;
    this.cadences = cadences;
    this.clock = clock;
  }

  /** Makes a running import end soon, as one that failed: what it holds back is let go. */
  public void stop() {
    failure.compareAndSet(null, new ImportStoppedException());
  }

  /**
   * Runs an import to its end.
   *
   * @return how many records were accepted, rejected and published
   * @throws ImportFailedException if a record was not acknowledged, or the import was told to stop:
   *     says what to do
   * @throws IOException if a file cannot be read or the rejects cannot be written
   */
  public ImportResult run(ImportRequest request, ImportProgress.Listener listener)
      throws IOException, ImportFailedException {
    RecordedFiles files = new RecordedFiles(request, listener);
    String name = PublisherIds.ofImport(ContentDigest.of(request));
    ProgressLog progress = new ProgressLog(publisher, clock);
    Peers peers = new Peers(publishers, cadences, clock, System::nanoTime);
    AlignedWatermarks watermarks =
        new AlignedWatermarks(progress, peers, name, outcome -> outcome.ifPresent(this::fail));
    ImportSurvey survey =
        new ImportSurvey(peers::closedThrough, population -> progress.announce(population, name));
    try (Heartbeat heartbeat = Heartbeat.of(progress);
        RejectsFile rejects =
            request.rejects().isPresent() ? new RejectsFile(request.rejects().get()) : null) {
      ImportRun run =
          new ImportRun(
              publisher,
              population ->
                  new BoundedOutOfOrdernessWatermarks(
                      cadences.apply(population), survey.outOfOrderness(population)),
              peers,
              watermarks,
              request.options().source().orElse(request.format().name()),
              (refusal, isTaken) -> {
                if (rejects != null) {
                  rejects.add(files.current(), refusal, isTaken);
                }
              },
              request.vanishing(),
              failure,
              clock);
      ImportPreview preview = new ImportPreview(peers, name, listener);
      return publish(request, files, survey, run, preview, progress, watermarks);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private ImportResult publish(
      ImportRequest request,
      RecordedFiles files,
      ImportSurvey survey,
      ImportRun run,
      ImportPreview preview,
      ProgressLog progress,
      AlignedWatermarks watermarks)
      throws IOException, ImportFailedException {
    long begun = System.nanoTime();
    try {
      if (request.format().yields() == Yields.INCIDENTS) {
        revisions.enterInto(run.ledger());
      } else {
        preview.listen();
        files.read(ImportProgress.Phase.ORDERING, survey, () -> NOTHING);
        preview.announce(survey);
        run.announce(survey.populations());
        preview.waitForOthersToJoin(
            () -> run.unknown(survey.populations()), begun + request.joining().toNanos());
        run.open(survey.populations());
      }
      files.read(ImportProgress.Phase.PUBLISHING, run, run::result);
      files.nothingTaken().forEach(run::nothingTaken);
      run.finish();
      for (Optional<Population> waiting = run.settle();
          waiting.isPresent();
          waiting = run.settle()) {
        preview.waitFor(waiting.get());
      }
      publisher.flush();
      preview.announceHolders(survey);
      return run.result();
    } catch (PublishFailedException | ImportStoppedException e) {
      ImportResult soFar = run.result();
      throw new ImportFailedException(
          e.getMessage()
              + ". The import stopped: "
              + soFar.published()
              + " of "
              + soFar.accepted()
              + " records read so far were acknowledged. Run the same import again"
              + (e instanceof PublishFailedException ? " when this is mended" : "")
              + "; what was published before keeps its keys and times.",
          soFar,
          e);
    } finally {
      // nothing is left open, however it ended
      watermarks.abandon();
      progress.withdraw();
      publisher.flush();
    }
  }

  private void fail(PublishFailedException e) {
    failure.compareAndSet(null, e);
  }
}
