package dev.faultline.ingest.poll;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that stands in one body. Of refusals the first 10,000 are kept and the others counted:
 * sixteen mebibytes of commas are millions of records.
 */
final class PollReading implements RecordHandler {

  private static final int MOST_REFUSALS = 10_000;

  private final List<Observation> observations = new ArrayList<>();
  private final List<IncidentRevision> sightings = new ArrayList<>();
  private boolean areRests;
  private final List<Refusal> refusals = new ArrayList<>();
  private long rejected;
  private Optional<String> provider = Optional.empty();
  private final Set<IncidentKind> kinds = EnumSet.noneOf(IncidentKind.class);
  private long unusable;
  private String oneUnusable = "";
  private boolean cut;

  @Override
  public void observation(long line, Observation observation) {
    observations.add(observation);
  }

  @Override
  public void sighting(long line, IncidentRevision sighting) {
    sightings.add(sighting);
  }

  @Override
  public void restOfEvent(long line, IncidentRevision sighting) {
    areRests = true;
    sightings.add(sighting);
  }

  @Override
  public void refused(Refusal refusal) {
    rejected++;
    if (refusals.size() < MOST_REFUSALS) {
      refusals.add(refusal);
    }
    cut |= refusal.extent() == Refusal.Extent.REST_OF_INPUT;
  }

  @Override
  public void repeated(long line) {
    // polls tell what they took
  }

  @Override
  public void dropped(Refusal refusal) {
    unusable(refusal.field().map(field -> field + " ").orElse("") + refusal.reason());
  }

  @Override
  public void document() {
    // a body is taken or refused as a whole
  }

  @Override
  public void listed(ListedDocument document) {
    provider = document.provider();
    kinds.addAll(document.kinds());
  }

  /** An attribute could not be used. */
  void unusable(String reason) {
    unusable++;
    oneUnusable = reason;
  }

  /** How many attributes could not be used. */
  long unusable() {
    return unusable;
  }

  /** What is wrong with one of them; empty if all could be used. */
  String oneUnusable() {
    return oneUnusable;
  }

  /** Whose incidents the body lists, if it proves that. */
  Optional<String> provider() {
    return provider;
  }

  /** Which kinds of incidents the body lists; none if it holds no document that lists any. */
  Set<IncidentKind> kinds() {
    return kinds;
  }

  /** Whether the body says something of incidents that it does not list. */
  boolean isListing() {
    return refusals.isEmpty() && !kinds.isEmpty();
  }

  List<Observation> observations() {
    return observations;
  }

  /**
   * The sightings, each of its whole event where the feed may have dropped the first part.
   *
   * @param ledger what has been published
   */
  List<IncidentRevision> sightings(RevisionLedger ledger) {
    return areRests ? sightings.stream().map(ledger::whole).toList() : sightings;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  /** How many were refused, kept or not. */
  long rejected() {
    return rejected;
  }

  int accepted() {
    return observations.size() + sightings.size();
  }

  /** Whether the body is cut, or nothing in it is what the format says: an error page, say. */
  boolean failed() {
    return cut || (accepted() == 0 && !refusals.isEmpty());
  }

  /** Why it failed, in the words of the refusal that tells it best. */
  String failure() {
    Refusal telling =
        refusals.stream()
            .filter(refusal -> refusal.extent() == Refusal.Extent.REST_OF_INPUT)
            .findFirst()
            .orElse(refusals.get(0));
    return "line "
        + telling.line()
        + ": "
        + telling.field().map(field -> field + " ").orElse("")
        + telling.reason();
  }
}
