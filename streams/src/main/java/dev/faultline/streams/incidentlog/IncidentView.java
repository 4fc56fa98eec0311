package dev.faultline.streams.incidentlog;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Scope;
import dev.faultline.streams.impact.IncidentUpdate;
import dev.faultline.streams.incident.IncidentHistory;
import dev.faultline.streams.incident.IncidentKey;
import dev.faultline.streams.incident.KnownIncidents;
import dev.faultline.streams.incident.Revision;
import dev.faultline.streams.incident.Timeline;
import dev.faultline.streams.index.IncidentsAt;
import dev.faultline.streams.resilience.OpenIncident;
import dev.faultline.streams.resilience.Place;
import java.util.List;
import java.util.Optional;

/** What one population knows of incidents: the log as far as its own watermarks have told. */
public final class IncidentView implements IncidentsAt {

  private final IncidentLog log;
  private final KnownIncidents known = new KnownIncidents();
  private final IncidentHistory history = new IncidentHistory();
  private long through;
  private List<IncidentRevision> revisions = List.of();
  private List<OpenIncident> open = List.of();

  public IncidentView(IncidentLog log) {
    this.log = log;
  }

  @Override
  public Known known(long at, long position) {
    if (position < 0 || position > through) {
      through = log.read(through, position, this::append);
    }
    List<IncidentRevision> now = known.openAt(at);
    if (now != revisions) {
      revisions = now;
      open = now.stream().map(IncidentView::open).toList();
    }
    List<IncidentUpdate> news =
        known.news().stream().map(incident -> update(incident, at)).toList();
    return new Known(open, news, through);
  }

  private void append(long offset, IncidentRevision revision) {
    // a read that fails half-way goes on from here
    through = offset + 1;
    known.append(offset, revision);
    history.append(Revision.of(revision, offset));
  }

  private IncidentUpdate update(IncidentKey incident, long at) {
    Timeline timeline = history.timeline(incident).orElseThrow();
    Revision newest = timeline.newestAt(at).orElseThrow();
    return new IncidentUpdate(
        incident,
        newest.provider(),
        timeline.spanAt(at).filter(span -> newest.kind() == IncidentKind.OUTAGE),
        newest.places().stream().map(IncidentView::place).toList());
  }

  private static Place place(dev.faultline.streams.incident.Place place) {
    return new Place(place.provider(), Optional.ofNullable(place.region()));
  }

  private static OpenIncident open(IncidentRevision revision) {
    return new OpenIncident(
        revision.getSeverity(), revision.getScopes().stream().map(IncidentView::place).toList());
  }

  private static Place place(Scope scope) {
    return new Place(scope.getProvider(), Optional.ofNullable(scope.getRegion()));
  }
}
