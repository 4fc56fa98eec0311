package dev.faultline.ingest.publish;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The publishing of one import: each accepted record, the watermarks between and behind them, and a
 * dead letter for each refused one. Throws {@link PublishFailedException} as soon as one record was
 * not acknowledged, so that no watermark ever covers a lost record.
 */
final class ImportRun implements RecordHandler {

  private final RecordPublisher publisher;
  private final RevisionLedger ledger = new RevisionLedger();
  private final Function<Population, BoundedOutOfOrdernessWatermarks> newPlan;
  private final String deadLetterSource;
  private final Consumer<Refusal> rejects;
  private final Clock clock;

  private final Map<Population, BoundedOutOfOrdernessWatermarks> plans = new TreeMap<>();
  private final PendingWatermarks pendingWatermarks = new PendingWatermarks();
  private final LongAdder published = new LongAdder();
  private final AtomicReference<PublishFailedException> failure = new AtomicReference<>();
  private long accepted;
  private long rejected;
  private long unchanged;
  private long watermarks;
  private long late;
  private boolean complete = true;

  ImportRun(
      RecordPublisher publisher,
      Function<Population, BoundedOutOfOrdernessWatermarks> newPlan,
      String deadLetterSource,
      Consumer<Refusal> rejects,
      Clock clock) {
    this.publisher = publisher;
    this.newPlan = newPlan;
    this.deadLetterSource = deadLetterSource;
    this.rejects = rejects;
    this.clock = clock;
  }

  /** The revisions that sightings are compared with. */
  RevisionLedger ledger() {
    return ledger;
  }

  @Override
  public void observation(long line, Observation observation) {
    throwIfFailed();
    Population population = new Population(observation.getNetwork(), observation.getLayer());
    BoundedOutOfOrdernessWatermarks plan = plans.computeIfAbsent(population, newPlan);
    Instant observedAt = observation.getObservedAt();
    accepted++;
    late += plan.isLate(observedAt) ? 1 : 0;
    Optional<Instant> watermark = plan.next(observedAt);
    if (watermark.isPresent()) {
      pendingWatermarks.want(population, watermark.get());
    }
    sendDueWatermarks();
    publisher.publish(observation, counting(pendingWatermarks.publishing()));
  }

  @Override
  public void sighting(long line, IncidentRevision sighting) {
    throwIfFailed();
    accepted++;
    Optional<IncidentRevision> revision = ledger.number(sighting);
    if (revision.isEmpty()) {
      unchanged++;
      return;
    }
    ledger.enter(revision.get());
    publisher.publish(revision.get(), counting(pendingWatermarks.publishing()));
  }

  @Override
  public void refused(Refusal refusal) {
    throwIfFailed();
    rejected++;
    complete &= refusal.extent() == Refusal.Extent.RECORD;
    rejects.accept(refusal);
    publisher.publish(
        DeadLetters.of("import", deadLetterSource, refusal, clock.instant()), this::note);
  }

  /** Waits for every acknowledgement, then closes the last slot of every population. */
  void finish() {
    publisher.flush();
    throwIfFailed();
    sendDueWatermarks();
    plans.forEach(
        (population, plan) -> plan.last().ifPresent(t -> pendingWatermarks.want(population, t)));
    sendDueWatermarks();
    publisher.flush();
    throwIfFailed();
  }

  ImportResult result() {
    return new ImportResult(
        accepted, rejected, published.sum(), unchanged, watermarks, late, complete);
  }

  private void sendDueWatermarks() {
    for (PendingWatermarks.Watermark watermark : pendingWatermarks.due()) {
      watermarks++;
      publisher.watermark(watermark.population(), watermark.t(), this::note);
    }
  }

  private Acknowledgement counting(Acknowledgement covered) {
    return outcome -> {
      covered.answer(outcome);
      note(outcome);
      if (outcome.isEmpty()) {
        published.increment();
      }
    };
  }

  private void note(Optional<PublishFailedException> outcome) {
    outcome.ifPresent(f -> failure.compareAndSet(null, f));
  }

  private void throwIfFailed() {
    PublishFailedException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }
}
