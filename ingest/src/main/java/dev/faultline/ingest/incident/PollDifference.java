package dev.faultline.ingest.incident;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a poll says about incidents that it does not list: the difference between the listing and
 * what was known to be open. An incident that returns needs no rule of its own, because its content
 * differs from that of its vanishing, which is in force.
 */
public final class PollDifference {

  private PollDifference() {}

  /**
   * Sightings of the incidents that are missing: as they were last known, at the time of the poll,
   * vanished or retracted. Their content is that they are gone, so that a later poll which misses
   * them too says nothing new.
   *
   * @param open what was known to be open before, of this source
   * @return none if the listing is not complete
   */
  public static List<IncidentRevision> missing(
      Listing listing, Collection<IncidentRevision> open, Vanishing vanishing) {
    Optional<IncidentStatus> became = becomes(vanishing);
    if (!listing.complete() || became.isEmpty()) {
      return List.of();
    }
    Set<String> listed =
        listing.sightings().stream()
            .map(IncidentRevision::getIncidentId)
            .collect(Collectors.toSet());
    Instant since = vanishing == Vanishing.RETRACTS ? oldest(listing) : Instant.MIN;
    return open.stream()
        .filter(incident -> !listed.contains(incident.getIncidentId()))
        .filter(incident -> incident.getBeginsAt().isAfter(since))
        .filter(incident -> listing.kinds().contains(incident.getKind()))
        .filter(
            incident ->
                listing.provider().isEmpty()
                    || listing.provider().get().equals(incident.getProvider()))
        .map(incident -> gone(incident, became.get(), listing.knownAt()))
        .toList();
  }

  private static Optional<IncidentStatus> becomes(Vanishing vanishing) {
    return switch (vanishing) {
      case CLOSES -> Optional.of(IncidentStatus.VANISHED);
      case RETRACTS -> Optional.of(IncidentStatus.RETRACTED);
      case MEANS_NOTHING -> Optional.empty();
    };
  }

  /** How far back the listing goes; a listing without incidents goes nowhere. */
  private static Instant oldest(Listing listing) {
    return listing.sightings().stream()
        .map(IncidentRevision::getBeginsAt)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** Nobody said when it ended, so no end is made up: {@code known_at} says when it was missed. */
  private static IncidentRevision gone(
      IncidentRevision last, IncidentStatus status, Instant knownAt) {
    return new IncidentRevision(
        last.getSource(),
        last.getIncidentId(),
        0,
        ContentHash.ofAbsence(last.getContentHash(), status),
        knownAt,
        last.getKind(),
        last.getProvider(),
        status,
        last.getSeverity(),
        last.getBeginsAt(),
        last.getEndsAt(),
        last.getTitle(),
        last.getUrl(),
        last.getParentId(),
        last.getScopes(),
        last.getServices(),
        last.getModifiedAt(),
        last.getAttributedTo());
  }
}
