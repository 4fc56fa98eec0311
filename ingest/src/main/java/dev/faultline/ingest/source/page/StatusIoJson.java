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
 * Status pages of Status.io, {@code https://api.status.io/1.0/status/ID}: what is open in {@code
 * incidents}, and maintenances that go on or are to come. How an incident stands and how bad it is
 * say the codes of its messages, of which the worst and the newest count. The document does not say
 * whose page it is: the source has to. What proves a document is {@code result.status_overall}.
 */
public final class StatusIoJson implements JsonIncidentFormat {

  @Override
  public String name() {
    return "statusio-json";
  }

  @Override
  public String description() {
    return "Status pages of Status.io: api.status.io/1.0/status/ID; name the page with --source";
  }

  @Override
  public String example() {
    return """
    {"result":{"status_overall":{"updated":"2026-01-26T02:10:00.000Z","status":"Degraded Performance","status_code":300},"status":[],"incidents":[{"_id":"5f1","name":"Slow pulls","datetime_open":"2026-01-26T02:00:00.000Z","messages":[{"details":"We are investigating.","datetime":"2026-01-26T02:00:00.000Z","state":100,"status":300}],"components_affected":[{"_id":"1","name":"Registry"}],"containers_affected":[{"_id":"2","name":"Web"}]}],"maintenance":{"active":[],"upcoming":[]}}}
    {"result":{"status_overall":{"updated":"2026-01-27T02:10:00.000Z","status":"Operational","status_code":100},"status":[],"incidents":[],"maintenance":{"active":[],"upcoming":[]}}}\
    """;
  }

  @Override
  public void read(
      RawRecord record, JsonFields document, ReadOptions options, RecordHandler handler)
      throws RefusedException {
    JsonFields result = document.inner("result");
    if (result.inner("status_overall").digits("status_code") == null) {
      throw new RefusedException(
          "result.status_overall.status_code", "is required: this is no page of Status.io");
    }
    if (options.source().isEmpty()) {
      throw new RefusedException(
          "source", "is required: the document does not say whose page it is (--source docker)");
    }
    PageOwner owner = PageOwner.named(options.source().get(), "source");
    JsonNode incidents = result.object().path("incidents");
    JsonDocuments.each(
        record, incidents, "incidents", handler, each -> incident(each, owner, options));
    JsonFields maintenance = result.inner("maintenance");
    for (String list : List.of("active", "upcoming")) {
      JsonNode planned = maintenance.object().path(list);
      if (!planned.isMissingNode()) {
        JsonDocuments.each(
            record, planned, list, handler, each -> maintenance(each, owner, list, options));
      }
    }
    handler.listed(owner.listed(options, Vanishing.CLOSES));
  }

  private static IncidentRevision incident(
      JsonFields incident, PageOwner owner, ReadOptions options) throws RefusedException {
    IncidentStatus status = IncidentStatus.INVESTIGATING;
    Severity severity = Severity.INFO;
    Instant newest = null;
    for (JsonFields message : incident.objects("messages")) {
      Severity told = severity(message);
      severity = told.compareTo(severity) > 0 ? told : severity;
      Instant at = message.requiredStated("datetime");
      if (newest == null || !at.isBefore(newest)) {
        newest = at;
        status = status(message);
      }
    }
    return new PageIncident(
            owner,
            incident.requiredText("_id"),
            false,
            status,
            severity,
            incident.requiredStated("datetime_open"),
            null,
            newest,
            incident.requiredText("name"),
            components(incident))
        .sighting(incident, options);
  }

  private static IncidentRevision maintenance(
      JsonFields planned, PageOwner owner, String list, ReadOptions options)
      throws RefusedException {
    return new PageIncident(
            owner,
            planned.requiredText("_id"),
            true,
            list.equals("active") ? IncidentStatus.IDENTIFIED : IncidentStatus.INVESTIGATING,
            Severity.INFO,
            planned.requiredStated("datetime_planned_start"),
            planned.stated("datetime_planned_end"),
            planned.stated("datetime_open"),
            planned.requiredText("name"),
            components(planned))
        .sighting(planned, options);
  }

  private static List<String> components(JsonFields incident) throws RefusedException {
    List<String> names = new ArrayList<>();
    for (JsonFields component : incident.objects("components_affected")) {
      names.add(component.requiredText("name"));
    }
    return names;
  }

  private static String required(JsonFields message, String field) throws RefusedException {
    String code = message.digits(field);
    if (code == null) {
      throw new RefusedException(message.path() + field, "is required");
    }
    return code;
  }

  private static IncidentStatus status(JsonFields message) throws RefusedException {
    String state = required(message, "state");
    return switch (state) {
      case "100" -> IncidentStatus.INVESTIGATING;
      case "200" -> IncidentStatus.IDENTIFIED;
      case "300" -> IncidentStatus.MONITORING;
      default ->
          throw new RefusedException(
              message.path() + "state", Quoted.of(state) + " is not a state of Status.io");
    };
  }

  private static Severity severity(JsonFields message) throws RefusedException {
    String status = required(message, "status");
    return switch (status) {
      case "100", "200" -> Severity.INFO;
      case "300" -> Severity.MINOR;
      case "400" -> Severity.MAJOR;
      case "500", "600" -> Severity.CRITICAL;
      default ->
          throw new RefusedException(
              message.path() + "status", Quoted.of(status) + " is not a status of Status.io");
    };
  }
}
