package dev.faultline.streams.ripple;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.RippleRow;
import dev.faultline.streams.incident.EffectiveIncident;
import dev.faultline.streams.incident.IncidentHistory;
import dev.faultline.streams.incident.IncidentKey;
import dev.faultline.streams.incident.Revision;
import dev.faultline.streams.incident.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells which pairs a revision makes, moves or breaks, by all that has been published. It compares
 * the pairs of the incident before and after, so it keeps nothing of its own.
 */
public final class RipplePairs {

  private record Both(IncidentKey dependant, IncidentKey outage) {}

  private final IncidentHistory known;

  public RipplePairs(IncidentHistory known) {
    this.known = known;
  }

  /** Appends the revision to what is known and tells what it changes. */
  public void append(Revision revision, Consumer<RippleRow> rows) {
    Map<Both, RipplePair> before = pairs(revision.incident());
    known.append(revision);
    Map<Both, RipplePair> after = pairs(revision.incident());
    before.forEach(
        (both, pair) -> {
          if (!after.containsKey(both)) {
            rows.accept(pair.row(false, knownAt(both)));
          }
        });
    after.forEach(
        (both, pair) -> {
          if (!pair.equals(before.get(both))) {
            rows.accept(pair.row(true, knownAt(both)));
          }
        });
  }

  private Map<Both, RipplePair> pairs(IncidentKey incident) {
    Map<Both, RipplePair> pairs = new LinkedHashMap<>();
    known
        .timeline(incident)
        .flatMap(RipplePairs::newest)
        .ifPresent(
            own -> {
              boolean isOutage = own.revision().kind() == IncidentKind.OUTAGE;
              IncidentKind others = isOutage ? IncidentKind.DEPENDANT : IncidentKind.OUTAGE;
              for (EffectiveIncident other : all(others)) {
                EffectiveIncident dependant = isOutage ? other : own;
                EffectiveIncident outage = isOutage ? own : other;
                if (RipplePair.holds(dependant, outage)) {
                  pairs.put(
                      new Both(dependant.revision().incident(), outage.revision().incident()),
                      RipplePair.of(dependant, outage));
                }
              }
            });
    return pairs;
  }

  private List<EffectiveIncident> all(IncidentKind kind) {
    List<EffectiveIncident> all = new ArrayList<>();
    for (Timeline timeline : known.timelines()) {
      if (timeline.newest().kind() == kind) {
        newest(timeline).ifPresent(all::add);
      }
    }
    return all;
  }

  /** By all that is known; empty for maintenance and what does not count. */
  private static Optional<EffectiveIncident> newest(Timeline timeline) {
    Revision newest = timeline.newest();
    return newest.kind() == IncidentKind.MAINTENANCE
        ? Optional.empty()
        : EffectiveIncident.at(Long.MAX_VALUE, timeline, newest.kind(), newest.provider());
  }

  private long knownAt(Both both) {
    return Math.max(newestKnownAt(both.dependant()), newestKnownAt(both.outage()));
  }

  private long newestKnownAt(IncidentKey incident) {
    return known.timeline(incident).orElseThrow().newest().knownAt();
  }
}
