package dev.faultline.streams.incident;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An incident that counts as trouble, and when it happened, as known at some instant: not
 * retracted, and of severity minor or worse. What is mere information is no downtime.
 *
 * @param revision the newest that was known
 */
public record EffectiveIncident(Revision revision, Span span) {

  /**
   * What was known of one incident.
   *
   * @return empty if it does not count or is of another kind or provider
   */
  public static Optional<EffectiveIncident> at(
      long instant, Timeline timeline, IncidentKind kind, String provider) {
    Optional<Revision> newest =
        timeline
            .newestAt(instant)
            .filter(revision -> revision.kind() == kind)
            .filter(revision -> revision.provider().equals(provider))
            .filter(revision -> revision.severity() != Severity.INFO);
    return newest.flatMap(
        revision -> timeline.spanAt(instant).map(span -> new EffectiveIncident(revision, span)));
  }

  /** What was known of several incidents, in their order. */
  public static List<EffectiveIncident> allAt(
      long instant, Collection<Timeline> timelines, IncidentKind kind, String provider) {
    List<EffectiveIncident> all = new ArrayList<>();
    for (Timeline timeline : timelines) {
      at(instant, timeline, kind, provider).ifPresent(all::add);
    }
    return all;
  }
}
