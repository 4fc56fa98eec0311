package dev.faultline.ingest.source.statuspage;

import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.page.IncidentText;
import dev.faultline.ingest.source.page.PageOwner;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads one incident or scheduled maintenance of a page. */
final class StatuspageIncident {

  private final JsonFields document;
  private final ReadOptions options;

  /**
   * @param document what the incidents stand in; an incident that stands alone is its own
   */
  StatuspageIncident(JsonFields document, ReadOptions options) {
    this.document = document;
    this.options = options;
  }

  /**
   * Reads one.
   *
   * @param list the list that it stands in
   * @throws RefusedException if it cannot be told which incident of whom it is, or when or how bad
   *     it was
   */
  IncidentRevision read(JsonFields incident, String list) throws RefusedException {
    boolean isMaintenance = isMaintenance(incident, list);
    PageOwner owner = StatuspageOwner.of(document, incident, options.source());
    Instant updated = incident.stated("updated_at");
    if (updated == null) {
      updated = incident.stated("last_update_at");
    }
    IncidentStatus status = status(incident.requiredText("status"));
    boolean isGoingOn = status != IncidentStatus.RESOLVED && !isMaintenance;
    StatuspagePlaces places = StatuspagePlaces.of(owner.provider(), incident, isGoingOn);
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(owner.source(options.source()))
            .setIncidentId(incident.requiredText("id"))
            .setRevision(0)
            .setContentHash(ContentHash.of(incident.object(), Set.of()))
            .setKnownAt(knownAt(incident, updated))
            .setKind(isMaintenance ? IncidentKind.MAINTENANCE : owner.kind())
            .setProvider(owner.provider())
            .setStatus(status)
            .setSeverity(severity(incident, isMaintenance))
            .setBeginsAt(begin(incident, isMaintenance))
            .setEndsAt(end(incident, status, isMaintenance))
            .setTitle(PlainText.title(PlainText.ofHtml(incident.requiredText("name"))))
            .setUrl(incident.text("shortlink"))
            .setScopes(places.scopes())
            .setServices(places.services())
            .setModifiedAt(updated)
            .setAttributedTo(IncidentText.attributions(incident.object())),
        options.times());
  }

  /**
   * The list tells, which a recorder may have written into the incident; one that stands alone is
   * told by its plan. The impact tells nothing: pages give "maintenance" to incidents too.
   */
  private static boolean isMaintenance(JsonFields incident, String list) throws RefusedException {
    String section = incident.text("_section");
    if (section != null) {
      return section.equals(StatuspageJson.MAINTENANCES);
    }
    return list.endsWith("maintenances") || incident.text("scheduled_for") != null;
  }

  private Instant knownAt(JsonFields incident, Instant updated) throws RefusedException {
    String recorded = document.text("observed_at");
    if (recorded != null) {
      return options.times().seen("observed_at", recorded);
    }
    Optional<Instant> given = options.observedAt();
    if (given.isPresent()) {
      return given.get();
    }
    String last = incident.text("_last_seen");
    if (last != null) {
      return options.times().seen("_last_seen", last);
    }
    if (updated == null) {
      throw new RefusedException(
          "updated_at", "is required where nothing else says when the incident was seen");
    }
    return updated;
  }

  private static Instant begin(JsonFields incident, boolean isMaintenance) throws RefusedException {
    String[] names =
        isMaintenance
            ? new String[] {"scheduled_for", "starts_at", "started_at", "created_at"}
            : new String[] {"started_at", "created_at"};
    for (String name : names) {
      Instant begin = incident.stated(name);
      if (begin != null) {
        return begin;
      }
    }
    // the widget of incident.io tells of nothing but the last update
    return incident.object().has("last_update_at")
        ? incident.requiredStated("last_update_at")
        : incident.requiredStated("created_at");
  }

  /**
   * A maintenance that is not over ends when it is planned to. One that was opened again keeps the
   * time at which it was resolved before, which is no end.
   */
  private static Instant end(JsonFields incident, IncidentStatus status, boolean isMaintenance)
      throws RefusedException {
    Instant resolved = incident.stated("resolved_at");
    if (!isMaintenance) {
      return status == IncidentStatus.RESOLVED ? resolved : null;
    }
    if (resolved != null && status == IncidentStatus.RESOLVED) {
      return resolved;
    }
    for (String name : new String[] {"scheduled_until", "scheduled_end_at", "ends_at"}) {
      Instant planned = incident.stated(name);
      if (planned != null) {
        return planned;
      }
    }
    return null;
  }

  private static IncidentStatus status(String status) throws RefusedException {
    return switch (status) {
      case "investigating", "scheduled", "maintenance_scheduled" -> IncidentStatus.INVESTIGATING;
      case "identified", "in_progress", "maintenance_in_progress" -> IncidentStatus.IDENTIFIED;
      case "monitoring", "verifying" -> IncidentStatus.MONITORING;
      case "resolved", "postmortem", "completed", "maintenance_complete" -> IncidentStatus.RESOLVED;
      default ->
          throw new RefusedException(
              "status", Quoted.of(status) + " is not one of Statuspage's statuses");
    };
  }

  /**
   * The impact; else, as Statuspage itself does it, what the worst component comes to: degraded is
   * minor, a part out is major, out is critical.
   */
  private static Severity severity(JsonFields incident, boolean isMaintenance)
      throws RefusedException {
    String impact = incident.text("impact");
    String field = "impact";
    if (impact == null) {
      field = "current_worst_impact";
      impact = incident.text(field);
    }
    if (impact == null || isMaintenance) {
      return Severity.INFO;
    }
    return switch (impact) {
      case "none", "maintenance", "operational", "under_maintenance" -> Severity.INFO;
      case "minor", "degraded_performance" -> Severity.MINOR;
      case "major", "partial_outage" -> Severity.MAJOR;
      case "critical", "major_outage", "full_outage" -> Severity.CRITICAL;
      default ->
          throw new RefusedException(
              field, Quoted.of(impact) + " is not one of Statuspage's impacts");
    };
  }
}
