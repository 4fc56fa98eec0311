package dev.faultline.streams.incident;

import dev.faultline.schemas.Attribution;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one version says about an incident. Times are milliseconds since 1970.
 *
 * @param offset where it stands in the incident topic: the order of publication
 * @param knownAt when it was seen
 * @param provider canonical id; for a dependant its own name
 * @param beginsAt when the incident is said to have begun
 * @param endsAt when it is said to have ended, exclusive; {@link #NO_END} if that is not said
 * @param parentId of a retracted one: the incident of the same source it was merged into, or null
 * @param places never empty
 * @param attributedTo of a dependant: where its text names a provider, by provider
 */
public record Revision(
    IncidentKey incident,
    long offset,
    long knownAt,
    IncidentKind kind,
    String provider,
    IncidentStatus status,
    Severity severity,
    long beginsAt,
    long endsAt,
    String parentId,
    List<Place> places,
    Map<String, String> attributedTo) {

  /** The end of an incident that has none yet. */
  public static final long NO_END = Long.MAX_VALUE;

  /** The order of knowledge: what was seen later is newer; of one instant, what came later. */
  static final Comparator<Revision> BY_KNOWLEDGE =
      Comparator.comparingLong(Revision::knownAt).thenComparingLong(Revision::offset);

  public Revision {
    places = List.copyOf(places);
    attributedTo = Map.copyOf(attributedTo);
  }

  /** Takes what the measures need from a record of the incident topic. */
  public static Revision of(IncidentRevision record, long offset) {
    return new Revision(
        new IncidentKey(record.getSource(), record.getIncidentId()),
        offset,
        record.getKnownAt().toEpochMilli(),
        record.getKind(),
        record.getProvider(),
        record.getStatus(),
        record.getSeverity(),
        record.getBeginsAt().toEpochMilli(),
        record.getEndsAt() == null ? NO_END : record.getEndsAt().toEpochMilli(),
        record.getParentId(),
        record.getScopes().stream()
            .map(scope -> new Place(scope.getProvider(), scope.getRegion(), scope.getZone()))
            .toList(),
        record.getAttributedTo().stream()
            .collect(
                Collectors.toMap(
                    Attribution::getProvider, Attribution::getPlace, (first, second) -> first)));
  }

  /**
   * Whether the incident is open at an instant, if this is the newest that is known of it then: it
   * has begun, its end has not come, and nobody has closed it. The status wins over an end that
   * lies ahead, and an end that has passed wins over a status that nobody updated.
   */
  public boolean isOpenAt(long instant) {
    return !isClosed() && beginsAt <= instant && instant < endsAt;
  }

  /** Whether the source has closed it: resolved, gone from the feed, or taken back. */
  public boolean isClosed() {
    return switch (status) {
      case INVESTIGATING, IDENTIFIED, MONITORING -> false;
      case RESOLVED, VANISHED, RETRACTED -> true;
    };
  }

  /** Whether it never was: a false alarm, or told as part of its parent. */
  public boolean isRetracted() {
    return status == IncidentStatus.RETRACTED;
  }
}
