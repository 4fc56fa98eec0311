package dev.faultline.ingest.poll;

import dev.faultline.ingest.incident.Listing;
import dev.faultline.ingest.incident.PollDifference;
import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.publish.PendingPublication;
import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.PublishedRevisions;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.schemas.IncidentRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns what a poll lists, and what it does not list, into revisions. One poll at a time, because
 * revisions are numbered one after another and compared with what the topic holds.
 */
final class RevisionIntake {

  /**
   * What was published.
   *
   * @param count the new revisions, or observations
   * @param vanished of these the incidents that are listed no more
   * @param failure why one was not acknowledged
   */
  record Published(long count, long vanished, Optional<PublishFailedException> failure) {}

  private final RecordPublisher publisher;
  private final PublishedRevisions revisions;
  private final RevisionLedger ledger = new RevisionLedger();

  RevisionIntake(RecordPublisher publisher, PublishedRevisions revisions) {
    this.publisher = publisher;
    this.revisions = revisions;
  }

  /** Publishes the revisions of one poll; forgets them again if one is not acknowledged. */
  synchronized Published publish(Feed feed, PollReading reading, Instant at, Duration longest)
      throws InterruptedException {
    List<IncidentRevision> published = new ArrayList<>();
    PendingPublication pending = new PendingPublication();
    long vanished = 0;
    try {
      revisions.enterInto(ledger);
    } catch (PublishFailedException e) {
      return new Published(0, 0, Optional.of(e));
    }
    List<IncidentRevision> sightings = reading.sightings(ledger);
    for (IncidentRevision sighting : sightings) {
      publish(sighting, pending, published);
    }
    Listing listing =
        new Listing(
            feed.source(), reading.provider(), at, reading.kinds(), sightings, reading.isListing());
    for (IncidentRevision gone :
        PollDifference.missing(listing, ledger.open(feed.source(), at), feed.vanishing())) {
      vanished += publish(gone, pending, published) ? 1 : 0;
    }
    Optional<PublishFailedException> failure = pending.await(longest);
    if (failure.isPresent()) {
      // those that did arrive are read back from the topic before the next poll
      published.forEach(ledger::withdraw);
      return new Published(0, 0, failure);
    }
    return new Published(published.size(), vanished, Optional.empty());
  }

  private boolean publish(
      IncidentRevision sighting, PendingPublication pending, List<IncidentRevision> published) {
    Optional<IncidentRevision> revision = ledger.number(sighting);
    if (revision.isPresent()) {
      ledger.enter(revision.get());
      published.add(revision.get());
      publisher.publish(revision.get(), pending.publishing());
    }
    return revision.isPresent();
  }
}
