package dev.faultline.ingest.source.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonDocuments;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonIncidentFormat;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Instatus pages, {@code summary.json}: the page by its name, and what is open in {@code
 * activeIncidents} and {@code activeMaintenances}, which the page leaves out when there is nothing.
 * What proves a document is its page with a status of Instatus.
 */
public final class InstatusJson implements JsonIncidentFormat {

  private static final String INCIDENTS = "activeIncidents";
  private static final String MAINTENANCES = "activeMaintenances";

  @Override
  public String name() {
    return "instatus-json";
  }

  @Override
  public String description() {
    return "Status pages of Instatus: summary.json";
  }

  @Override
  public String example() {
    return """
        {"page":{"name":"Wasp","url":"https://wasp.instatus.com","status":"HASISSUES"},"activeIncidents":[{"id":"cl1","name":"Slow API","started":"2026-01-26T02:00:00.000Z","status":"INVESTIGATING","impact":"PARTIALOUTAGE","url":"https://wasp.instatus.com/cl1","updatedAt":"2026-01-26T02:10:00.000Z"}]}
        {"page":{"name":"Wasp","url":"https://wasp.instatus.com","status":"UP"}}""";
  }

  @Override
  public void read(
      RawRecord record, JsonFields document, ReadOptions options, RecordHandler handler)
      throws RefusedException {
    JsonFields page = document.inner("page");
    String status = page.object().path("status").asText("");
    if (!List.of("UP", "HASISSUES", "UNDERMAINTENANCE").contains(status)) {
      throw new RefusedException(
          "page.status", Quoted.of(status) + " is not a status of a page of Instatus");
    }
    PageOwner owner = PageOwner.named(page.requiredText("name"), "page.name");
    for (String list : List.of(INCIDENTS, MAINTENANCES)) {
      JsonNode elements = document.object().path(list);
      if (!elements.isMissingNode() && !elements.isNull()) {
        JsonDocuments.each(
            record, elements, list, handler, each -> incident(each, owner, list, options));
      }
    }
    handler.listed(owner.listed(options, Vanishing.CLOSES));
  }

  private static IncidentRevision incident(
      JsonFields incident, PageOwner owner, String list, ReadOptions options)
      throws RefusedException {
    boolean isMaintenance = list.equals(MAINTENANCES);
    Instant begin = incident.stated("started");
    if (begin == null) {
      begin = incident.requiredStated("start");
    }
    List<String> services = new ArrayList<>();
    for (JsonFields component : incident.objects("components")) {
      services.add(component.requiredText("name"));
    }
    return new PageIncident(
            owner,
            incident.requiredText("id"),
            isMaintenance,
            status(incident),
            severity(incident, isMaintenance),
            begin,
            incident.stated("resolved"),
            incident.stated("updatedAt"),
            incident.requiredText("name"),
            services)
        .sighting(incident, options);
  }

  private static IncidentStatus status(JsonFields incident) throws RefusedException {
    String status = incident.requiredText("status");
    return switch (status) {
      case "INVESTIGATING", "NOTSTARTEDYET" -> IncidentStatus.INVESTIGATING;
      case "IDENTIFIED", "INPROGRESS" -> IncidentStatus.IDENTIFIED;
      case "MONITORING", "VERIFYING" -> IncidentStatus.MONITORING;
      case "RESOLVED", "COMPLETED" -> IncidentStatus.RESOLVED;
      default ->
          throw new RefusedException(
              incident.path() + "status", Quoted.of(status) + " is not a status of Instatus");
    };
  }

  private static Severity severity(JsonFields incident, boolean isMaintenance)
      throws RefusedException {
    String impact = incident.text("impact");
    return switch (impact == null || isMaintenance ? "" : impact) {
      case "", "OPERATIONAL", "UNDERMAINTENANCE" -> Severity.INFO;
      case "DEGRADEDPERFORMANCE", "MINOROUTAGE" -> Severity.MINOR;
      case "PARTIALOUTAGE" -> Severity.MAJOR;
      case "MAJOROUTAGE" -> Severity.CRITICAL;
      default ->
          throw new RefusedException(
              incident.path() + "impact", Quoted.of(impact) + " is not an impact of Instatus");
    };
  }
}
