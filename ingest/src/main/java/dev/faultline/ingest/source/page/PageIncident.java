package dev.faultline.ingest.source.page;

import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One incident of a status page of any make.
 *
 * @param owner whose page it is
 * @param id which incident
 * @param isMaintenance whether it is planned
 * @param status how it stands
 * @param severity how bad it is
 * @param begin when it began
 * @param end when it ended, or is planned to; null if nobody says. One that is not over has none
 * @param updated when the page last changed it; null if nobody says
 * @param title its title, which may be HTML
 * @param services the components that it names
 */
record PageIncident(
    PageOwner owner,
    String id,
    boolean isMaintenance,
    IncidentStatus status,
    Severity severity,
    Instant begin,
    Instant end,
    Instant updated,
    String title,
    List<String> services) {

  /**
   * The sighting.
   *
   * @throws RefusedException for the first field that is wrong
   */
  IncidentRevision sighting(JsonFields incident, ReadOptions options) throws RefusedException {
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(owner.source(options.source()))
            .setIncidentId(id)
            .setRevision(0)
            .setContentHash(ContentHash.of(incident.object(), Set.of()))
            .setKnownAt(options.observedAt().orElse(updated == null ? begin : updated))
            .setKind(isMaintenance ? IncidentKind.MAINTENANCE : owner.kind())
            .setProvider(owner.provider())
            .setStatus(status)
            .setSeverity(isMaintenance ? Severity.INFO : severity)
            .setBeginsAt(begin)
            .setEndsAt(isMaintenance || status == IncidentStatus.RESOLVED ? end : null)
            .setTitle(PlainText.title(PlainText.ofHtml(title)))
            .setScopes(List.of(new Scope(owner.provider(), null, null)))
            .setServices(services)
            .setModifiedAt(updated)
            .setAttributedTo(IncidentText.attributions(incident.object())),
        options.times());
  }
}
