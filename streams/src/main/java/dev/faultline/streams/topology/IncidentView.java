package dev.faultline.streams.topology;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Scope;
import dev.faultline.streams.incident.KnownIncidents;
import dev.faultline.streams.index.IncidentsAt;
import dev.faultline.streams.resilience.OpenIncident;
import dev.faultline.streams.resilience.Place;
import java.util.List;
import java.util.Optional;

/** What one population knows of incidents: the log as far as its own ticks have told. */
final class IncidentView implements IncidentsAt {

  private final IncidentLog log;
  private final KnownIncidents known = new KnownIncidents();
  private long through;
  private List<IncidentRevision> revisions = List.of();
  private List<OpenIncident> open = List.of();

  IncidentView(IncidentLog log) {
    this.log = log;
  }

  @Override
  public Known known(long at, long position) {
    if (position < 0 || position > through) {
      through = log.read(through, position, known::append);
    }
    List<IncidentRevision> now = known.openAt(at);
    if (now != revisions) {
      revisions = now;
      open = now.stream().map(IncidentView::open).toList();
    }
    return new Known(open, through);
  }

  private static OpenIncident open(IncidentRevision revision) {
    return new OpenIncident(
        revision.getSeverity(), revision.getScopes().stream().map(IncidentView::place).toList());
  }

  private static Place place(Scope scope) {
    return new Place(scope.getProvider(), Optional.ofNullable(scope.getRegion()));
  }
}
