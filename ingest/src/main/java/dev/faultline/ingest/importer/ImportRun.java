package dev.faultline.ingest.importer;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.publish.Acknowledgement;
import dev.faultline.ingest.publish.DeadLetters;
import dev.faultline.ingest.publish.PendingWatermarks;
import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.watermark.AlignedWatermarks;
import dev.faultline.ingest.watermark.BoundedOutOfOrdernessWatermarks;
import dev.faultline.ingest.watermark.Peers;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The publishing of one import: each accepted record, the watermarks between and behind them, and a
 * dead letter for each refused one. Throws {@link PublishFailedException} as soon as one record was
 * not acknowledged, so that no watermark ever covers a lost record.
 */
final class ImportRun implements RecordHandler {

  private static final int RECORDS_BETWEEN_LOOKS = 1024;

  private final RecordPublisher publisher;
  private final RevisionLedger ledger = new RevisionLedger();
  private final Function<Population, BoundedOutOfOrdernessWatermarks> newPlan;
  private final Peers peers;
  private final AlignedWatermarks watermarks;
  private final String deadLetterSource;
  private final BiConsumer<Refusal, Boolean> rejects;
  private final RecordedListings listings;
  private final Clock clock;

  private final Map<Population, BoundedOutOfOrdernessWatermarks> plans = new TreeMap<>();
  private final PendingWatermarks pendingWatermarks = new PendingWatermarks();
  private final SeenInstants seen = new SeenInstants();
  private final LongAdder published = new LongAdder();
  private final AtomicReference<RuntimeException> failure;
  private final ReasonCounts refusals = new ReasonCounts();
  private final ReasonCounts droppedAttributes = new ReasonCounts();
  private final List<Path> nothingTaken = new ArrayList<>();
  private long vanished;
  private long repeated;
  private long accepted;
  private long rejected;
  private long unchanged;
  private long late;
  private boolean complete = true;

  /**
   * @param newPlan the watermarks of a population that is met
   * @param rejects gets what was refused, and whether its record was taken without it
   * @param vanishing what it means that a recorded listing lists an open incident no more; empty
   *     for what its format shows
   * @param failure why the import cannot go on, once that is known
   */
  ImportRun(
      RecordPublisher publisher,
      Function<Population, BoundedOutOfOrdernessWatermarks> newPlan,
      Peers peers,
      AlignedWatermarks watermarks,
      String deadLetterSource,
      BiConsumer<Refusal, Boolean> rejects,
      Optional<Vanishing> vanishing,
      AtomicReference<RuntimeException> failure,
      Clock clock) {
    this.publisher = publisher;
    this.newPlan = newPlan;
    this.peers = peers;
    this.watermarks = watermarks;
    this.deadLetterSource = deadLetterSource;
    this.rejects = rejects;
    this.listings = new RecordedListings(ledger, vanishing, this::gone);
    this.failure = failure;
    this.clock = clock;
  }

  /** The revisions that sightings are compared with. */
  RevisionLedger ledger() {
    return ledger;
  }

  /** Says where every population will open. */
  void announce(Map<Population, ImportSurvey.Surveyed> populations) {
    populations.forEach((population, found) -> watermarks.announce(population, found.earliest()));
    publisher.flush();
    throwIfFailed();
  }

  /** A population of which another import has yet to say where it will open. */
  Optional<Population> unknown(Map<Population, ImportSurvey.Surveyed> populations) {
    throwIfFailed();
    return populations.keySet().stream().filter(each -> !watermarks.mayOpen(each)).findFirst();
  }

  /** Opens every population, and returns when all partitions know: before anything is published. */
  void open(Map<Population, ImportSurvey.Surveyed> populations) {
    populations.forEach((population, found) -> watermarks.open(population, found.earliest()));
    publisher.flush();
    throwIfFailed();
  }

  @Override
  public void observation(long line, Observation observation) {
    throwIfFailed();
    Population population = new Population(observation.getNetwork(), observation.getLayer());
    Instant observedAt = observation.getObservedAt();
    BoundedOutOfOrdernessWatermarks plan = plan(population, observedAt);
    accepted++;
    Optional<Instant> watermark = plan.next(observedAt);
    if (watermark.isPresent()) {
      pendingWatermarks.want(population, watermark.get());
    }
    sendDueWatermarks();
    if (accepted % RECORDS_BETWEEN_LOOKS == 0) {
      peers.listen();
      watermarks.settle();
    }
    if (isLate(population, observedAt)) {
      late++;
    }
    seen.add(population.nodeKey(observation.getNodeId()), observedAt.toEpochMilli());
    publisher.publish(observation, counting(pendingWatermarks.publishing()));
  }

  private BoundedOutOfOrdernessWatermarks plan(Population population, Instant observedAt) {
    BoundedOutOfOrdernessWatermarks plan = plans.get(population);
    if (plan == null) {
      plan = newPlan.apply(population);
      plans.put(population, plan);
      if (!watermarks.isOpen(population)) {
        // the files changed since they were surveyed
        watermarks.open(population, observedAt);
      }
    }
    return plan;
  }

  private boolean isLate(Population population, Instant observedAt) {
    Optional<Instant> closed = peers.closedThrough(population);
    return closed.isPresent() && !observedAt.isAfter(closed.get());
  }

  @Override
  public void sighting(long line, IncidentRevision sighting) {
    throwIfFailed();
    accepted++;
    listings.sighting(sighting);
    if (!publish(sighting)) {
      unchanged++;
    }
  }

  @Override
  public void restOfEvent(long line, IncidentRevision sighting) {
    sighting(line, ledger.whole(sighting));
  }

  @Override
  public void document() {
    listings.begun();
  }

  @Override
  public void listed(ListedDocument document) {
    throwIfFailed();
    listings.ended(document);
  }

  private void gone(IncidentRevision incident) {
    if (publish(incident)) {
      vanished++;
    }
  }

  /** Publishes a sighting if it says something new. */
  private boolean publish(IncidentRevision sighting) {
    Optional<IncidentRevision> revision = ledger.number(sighting);
    if (revision.isPresent()) {
      ledger.enter(revision.get());
      publisher.publish(revision.get(), counting(pendingWatermarks.publishing()));
    }
    return revision.isPresent();
  }

  @Override
  public void refused(Refusal refusal) {
    throwIfFailed();
    rejected++;
    complete &= refusal.extent() == Refusal.Extent.RECORD;
    refusals.add(refusal);
    listings.refused();
    rejects.accept(refusal, false);
    publisher.publish(
        DeadLetters.of("import", deadLetterSource, refusal, clock.instant()), this::note);
  }

  @Override
  public void repeated(long line) {
    repeated++;
  }

  @Override
  public void dropped(Refusal refusal) {
    droppedAttributes.add(refusal);
    rejects.accept(refusal, true);
  }

  /** A file of which nothing was accepted and something refused. */
  void nothingTaken(Path file) {
    nothingTaken.add(file);
  }

  /** Waits for every acknowledgement, then says of every population that it is at its end. */
  void finish() {
    listings.close();
    publisher.flush();
    throwIfFailed();
    sendDueWatermarks();
    plans.forEach((population, plan) -> plan.last().ifPresent(t -> watermarks.end(population, t)));
    publisher.flush();
    throwIfFailed();
  }

  /** Says what had to wait for other imports; returns a population that still waits. */
  Optional<Population> settle() {
    watermarks.settle();
    throwIfFailed();
    return watermarks.waiting();
  }

  ImportResult result() {
    return new ImportResult(
        accepted,
        rejected,
        published.sum(),
        unchanged,
        watermarks.sent(),
        late,
        seen.again() + repeated,
        vanished,
        refusals.all(),
        droppedAttributes.all(),
        nothingTaken,
        complete);
  }

  private void sendDueWatermarks() {
    for (PendingWatermarks.Watermark watermark : pendingWatermarks.due()) {
      watermarks.reach(watermark.population(), watermark.t());
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
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }
}
