package dev.faultline.ingest.gateway;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.publish.PendingPublication;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records of one request. Stops at the first one that is known not to be acknowledged. */
final class IntakeRun implements RecordHandler {

  private final RecordPublisher publisher;
  private final RevisionLedger ledger;
  private final PendingPublication pending;
  private final List<Refusal> rejected = new ArrayList<>();
  private final List<IncidentRevision> numbered = new ArrayList<>();
  private long accepted;

  IntakeRun(RecordPublisher publisher, RevisionLedger ledger, PendingPublication pending) {
    this.publisher = publisher;
    this.ledger = ledger;
    this.pending = pending;
  }

  @Override
  public void observation(long line, Observation observation) {
    stopIfFailed();
    accepted++;
    publisher.publish(observation, pending.publishing());
  }

  @Override
  public void sighting(long line, IncidentRevision sighting) {
    stopIfFailed();
    accepted++;
    Optional<IncidentRevision> revision = ledger.number(sighting);
    if (revision.isPresent()) {
      ledger.enter(revision.get());
      numbered.add(revision.get());
      publisher.publish(revision.get(), pending.publishing());
    }
  }

  @Override
  public void restOfEvent(long line, IncidentRevision sighting) {
    sighting(line, ledger.whole(sighting));
  }

  @Override
  public void refused(Refusal refusal) {
    rejected.add(refusal);
  }

  @Override
  public void repeated(long line) {
    // each record of a sender is handed over
  }

  @Override
  public void dropped(Refusal refusal) {
    // a sender's record is taken whole or refused
  }

  @Override
  public void document() {
    // a request is one document
  }

  @Override
  public void listed(ListedDocument document) {
    // a request is no listing: it closes nothing
  }

  /**
   * Forgets this request's revisions, so that the sender's next try numbers them again. Those that
   * were published after all are read back from the topic before that.
   */
  void withdraw() {
    numbered.forEach(ledger::withdraw);
  }

  long accepted() {
    return accepted;
  }

  List<Refusal> rejected() {
    return rejected;
  }

  private void stopIfFailed() {
    pending
        .failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }
}
