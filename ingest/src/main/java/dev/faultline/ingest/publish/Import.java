package dev.faultline.ingest.publish;

import dev.faultline.ingest.source.SourceFormat.Yields;
import dev.faultline.schemas.Population;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.function.Function;

/**
 * Publishes recorded files. Observations are followed by the watermarks of the event time reached,
 * at the end by the one that closes the last slot; incidents become revisions only where they say
 * something new. Running the same import again publishes the observations again, under the same
 * keys and times, and no revision twice.
 */
public final class Import {

  private static final ImportResult NOTHING = new ImportResult(0, 0, 0, 0, 0, 0, true);

  private final RecordPublisher publisher;
  private final PublishedRevisions revisions;
  private final Function<Population, Cadence> cadences;
  private final Clock clock;

  /**
   * @param publisher where records go
   * @param revisions what has been published about incidents
   * @param cadences when the slots of a population close
   * @param clock dates the dead letters
   */
  public Import(
      RecordPublisher publisher,
      PublishedRevisions revisions,
      Function<Population, Cadence> cadences,
      Clock clock) {
    this.publisher = publisher;
    this.revisions = revisions;
    this.cadences = cadences;
    this.clock = clock;
  }

  /**
   * Runs an import to its end.
   *
   * @return how many records were accepted, rejected and published
   * @throws ImportFailedException if a record was not acknowledged: says what to do
   * @throws IOException if a file cannot be read or the rejects cannot be written
   */
  public ImportResult run(ImportRequest request, ImportProgress.Listener listener)
      throws IOException, ImportFailedException {
    RecordedFiles files = new RecordedFiles(request, listener);
    MaxOutOfOrderness outOfOrderness = new MaxOutOfOrderness();
    if (request.format().yields() == Yields.OBSERVATIONS) {
      files.read(ImportProgress.Phase.ORDERING, outOfOrderness, () -> NOTHING);
    }
    try (RejectsFile rejects =
        request.rejects().isPresent() ? new RejectsFile(request.rejects().get()) : null) {
      ImportRun run =
          new ImportRun(
              publisher,
              population ->
                  new BoundedOutOfOrdernessWatermarks(
                      cadences.apply(population), outOfOrderness.of(population)),
              request.options().source().orElse(request.format().name()),
              refusal -> {
                if (rejects != null) {
                  rejects.add(files.current(), refusal);
                }
              },
              clock);
      return publish(request, files, run);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private ImportResult publish(ImportRequest request, RecordedFiles files, ImportRun run)
      throws IOException, ImportFailedException {
    try {
      if (request.format().yields() == Yields.INCIDENTS) {
        revisions.enterInto(run.ledger());
      }
      files.read(ImportProgress.Phase.PUBLISHING, run, run::result);
      run.finish();
      return run.result();
    } catch (PublishFailedException e) {
      ImportResult soFar = run.result();
      throw new ImportFailedException(
          e.getMessage()
              + ". The import stopped: "
              + soFar.published()
              + " of "
              + soFar.accepted()
              + " records read so far were acknowledged. Run the same import again when this is"
              + " mended; what was published before keeps its keys and times.",
          soFar,
          e);
    }
  }
}
