package dev.faultline.ingest.source.statuspage;

import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.json.JsonFields;
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
    StatuspageOwner owner = StatuspageOwner.of(document, incident, options.source());
    Instant updated = incident.stated("updated_at");
    IncidentStatus status = status(incident.requiredText("status"));
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(options.source().orElse(owner.provider() + "-status"))
            .setIncidentId(incident.requiredText("id"))
            .setRevision(0)
            .setContentHash(ContentHash.of(incident.object(), Set.of()))
            .setKnownAt(knownAt(incident, updated))
            .setKind(isMaintenance ? IncidentKind.MAINTENANCE : owner.kind())
            .setProvider(owner.provider())
            .setStatus(status)
            .setSeverity(severity(incident.text("impact")))
            .setBeginsAt(begin(incident, isMaintenance))
            .setEndsAt(end(incident, isMaintenance))
            .setTitle(PlainText.title(PlainText.ofHtml(incident.requiredText("name"))))
            .setUrl(incident.text("shortlink"))
            .setScopes(StatuspagePlaces.scopes(owner.provider(), incident))
            .setServices(StatuspagePlaces.services(incident))
            .setModifiedAt(updated),
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
    return list.equals(StatuspageJson.MAINTENANCES) || incident.text("scheduled_for") != null;
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
    Instant planned = isMaintenance ? incident.stated("scheduled_for") : null;
    if (planned != null) {
      return planned;
    }
    Instant started = incident.stated("started_at");
    return started != null ? started : incident.requiredStated("created_at");
  }

  /** A maintenance that is not over ends when it is planned to. */
  private static Instant end(JsonFields incident, boolean isMaintenance) throws RefusedException {
    Instant resolved = incident.stated("resolved_at");
    return resolved == null && isMaintenance ? incident.stated("scheduled_until") : resolved;
  }

  private static IncidentStatus status(String status) throws RefusedException {
    return switch (status) {
      case "investigating", "scheduled" -> IncidentStatus.INVESTIGATING;
      case "identified", "in_progress" -> IncidentStatus.IDENTIFIED;
      case "monitoring", "verifying" -> IncidentStatus.MONITORING;
      case "resolved", "postmortem", "completed" -> IncidentStatus.RESOLVED;
      default ->
          throw new RefusedException(
              "status", Quoted.of(status) + " is not one of Statuspage's statuses");
    };
  }

  private static Severity severity(String impact) throws RefusedException {
    if (impact == null) {
      return Severity.INFO;
    }
    return switch (impact) {
      case "none", "maintenance" -> Severity.INFO;
      case "minor" -> Severity.MINOR;
      case "major" -> Severity.MAJOR;
      case "critical" -> Severity.CRITICAL;
      default ->
          throw new RefusedException(
              "impact", Quoted.of(impact) + " is not one of Statuspage's impacts");
    };
  }
}
