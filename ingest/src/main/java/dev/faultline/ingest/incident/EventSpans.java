package dev.faultline.ingest.incident;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From when to when the events are known that a feed tells by single updates, of which it drops the
 * oldest. Such an event has the service and the second of its first update for its id; what is left
 * of it would be another event. It is the one that is known of the same service and title whose
 * time meets its own.
 *
 * <p>Not safe for use by several threads.
 */
final class EventSpans {

  private static final Duration LONGEST_SILENCE = Duration.ofDays(1);

  private record Subject(String source, String service, String title) {}

  /** An event as its newest revision has it. */
  private record Span(
      String incidentId, Instant begin, Instant last, boolean isOver, Severity worst) {

    boolean meets(Span other) {
      return !begin.isAfter(other.reach()) && !other.begin.isAfter(reach());
    }

    private Instant reach() {
      return isOver ? last : last.plus(LONGEST_SILENCE);
    }

    Span and(Span other) {
      boolean isNewer = other.last.isAfter(last);
      return new Span(
          incidentId,
          begin.isBefore(other.begin) ? begin : other.begin,
          isNewer ? other.last : last,
          isNewer ? other.isOver : isOver,
          worst.compareTo(other.worst) >= 0 ? worst : other.worst);
    }
  }

  private final Map<Subject, List<Span>> known = new HashMap<>();

  /** Enters a revision that has been published, if it is of such an event. */
  void enter(IncidentRevision published) {
    if (!isTold(published)) {
      return;
    }
    List<Span> spans = known.computeIfAbsent(subject(published), any -> new ArrayList<>());
    Span entered = span(published);
    for (int i = 0; i < spans.size(); i++) {
      if (spans.get(i).incidentId.equals(entered.incidentId)) {
        spans.set(i, spans.get(i).and(entered));
        return;
      }
    }
    spans.add(entered);
  }

  /** The event that a sighting is the rest of, with what the sighting adds; or the sighting. */
  IncidentRevision whole(IncidentRevision sighting) {
    Span seen = span(sighting);
    for (Span each : known.getOrDefault(subject(sighting), List.of())) {
      if (each.meets(seen)) {
        return whole(sighting, each.and(seen));
      }
    }
    return sighting;
  }

  private static IncidentRevision whole(IncidentRevision rest, Span event) {
    return new IncidentRevision(
        rest.getSource(),
        event.incidentId,
        rest.getRevision(),
        rest.getContentHash(),
        rest.getKnownAt(),
        rest.getKind(),
        rest.getProvider(),
        rest.getStatus(),
        event.worst,
        event.begin,
        rest.getEndsAt(),
        rest.getTitle(),
        rest.getUrl(),
        rest.getParentId(),
        rest.getScopes(),
        rest.getServices(),
        rest.getModifiedAt(),
        rest.getAttributedTo());
  }

  private static boolean isTold(IncidentRevision revision) {
    return revision.getServices().size() == 1
        && revision.getModifiedAt() != null
        && revision.getIncidentId().startsWith(revision.getServices().get(0) + "/");
  }

  private static Subject subject(IncidentRevision revision) {
    return new Subject(revision.getSource(), revision.getServices().get(0), revision.getTitle());
  }

  private static Span span(IncidentRevision revision) {
    return new Span(
        revision.getIncidentId(),
        revision.getBeginsAt(),
        revision.getModifiedAt(),
        revision.getStatus() == IncidentStatus.RESOLVED,
        revision.getSeverity());
  }
}
