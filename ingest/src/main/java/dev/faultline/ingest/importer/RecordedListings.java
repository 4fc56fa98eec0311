package dev.faultline.ingest.importer;

import dev.faultline.ingest.incident.Listing;
import dev.faultline.ingest.incident.PollDifference;
import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.schemas.IncidentRevision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Closes what recorded polls list no more, as the poller does: a document that lists what is open,
 * with a time, read without a refusal. Documents of one source that list the same kinds at one
 * instant are one listing, as where a poll has several parts.
 */
final class RecordedListings {

  private final RevisionLedger ledger;
  private final Optional<Vanishing> told;
  private final Consumer<IncidentRevision> gone;
  private final List<IncidentRevision> sightings = new ArrayList<>();
  private final List<IncidentRevision> listed = new ArrayList<>();
  private boolean isComplete = true;
  private ListedDocument open;
  private boolean isOpenComplete;

  /**
   * @param told what vanishing means by the user's word; empty for what each document shows
   * @param gone gets what is listed no more
   */
  RecordedListings(
      RevisionLedger ledger, Optional<Vanishing> told, Consumer<IncidentRevision> gone) {
    this.ledger = ledger;
    this.told = told;
    this.gone = gone;
  }

  /** One more sighting of the document at hand. */
  void sighting(IncidentRevision sighting) {
    if (told.isEmpty() || told.get() != Vanishing.MEANS_NOTHING) {
      sightings.add(sighting);
    }
  }

  /** Another document begins: one that was refused as a whole has had no end. */
  void begun() {
    isComplete = true;
  }

  /** Something in the document at hand was refused: it closes nothing. */
  void refused() {
    isComplete = false;
  }

  /** The document at hand has ended. */
  void ended(ListedDocument document) {
    boolean goesOn =
        open != null
            && open.source().equals(document.source())
            && open.provider().equals(document.provider())
            && open.knownAt().equals(document.knownAt())
            && open.kinds().equals(document.kinds());
    if (!goesOn) {
      close();
    }
    open = document;
    isOpenComplete = (!goesOn || isOpenComplete) && isComplete;
    listed.addAll(sightings);
    sightings.clear();
    isComplete = true;
  }

  /** Closes what the last listing did not list. */
  void close() {
    if (open != null && open.knownAt().isPresent()) {
      Instant at = open.knownAt().get();
      Listing listing =
          new Listing(open.source(), open.provider(), at, open.kinds(), listed, isOpenComplete);
      PollDifference.missing(listing, ledger.open(open.source(), at), told.orElse(open.vanishing()))
          .forEach(gone);
    }
    open = null;
    listed.clear();
  }
}
