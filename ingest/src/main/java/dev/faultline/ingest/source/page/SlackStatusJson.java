package dev.faultline.ingest.source.page;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonDocuments;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonIncidentFormat;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Severity;

/**
 * Slack's own status API, {@code current}: what is open in {@code active_incidents}. An incident's
 * degree is its type: an outage is major, an incident minor, a notice or maintenance says nothing.
 * What proves a document is the list with a status of {@code ok} or {@code active}.
 */
public final class SlackStatusJson implements JsonIncidentFormat {

  private static final String LIST = "active_incidents";
  private static final PageOwner SLACK = new PageOwner("slack", "slack", IncidentKind.DEPENDANT);

  @Override
  public String name() {
    return "slack-status-json";
  }

  @Override
  public String description() {
    return "Slack's status API: current";
  }

  @Override
  public String example() {
    return """
        {"status":"active","date_created":"2026-01-26T02:00:00-07:00","date_updated":"2026-01-26T03:00:00-07:00","active_incidents":[{"id":546,"date_created":"2026-01-26T02:00:00-07:00","date_updated":"2026-01-26T03:00:00-07:00","title":"Trouble with connecting","type":"incident","status":"active","url":"https://slack-status.com/x","services":["Login/SSO"],"notes":[]}]}
        {"status":"ok","active_incidents":[],"date_created":"2026-01-27T02:00:00-07:00","date_updated":"2026-01-27T02:00:00-07:00"}""";
  }

  @Override
  public void read(
      RawRecord record, JsonFields document, ReadOptions options, RecordHandler handler)
      throws RefusedException {
    String status = document.requiredText("status");
    if (!status.equals("ok") && !status.equals("active")) {
      throw new RefusedException("status", Quoted.of(status) + " is neither ok nor active");
    }
    JsonDocuments.each(
        record, document.object().path(LIST), LIST, handler, each -> incident(each, options));
    handler.listed(SLACK.listed(options, Vanishing.CLOSES));
  }

  private static IncidentRevision incident(JsonFields incident, ReadOptions options)
      throws RefusedException {
    String type = incident.requiredText("type");
    String status = incident.requiredText("status");
    boolean isOver = !status.equals("active") && !status.equals("scheduled");
    Severity severity =
        switch (type) {
          case "outage" -> Severity.MAJOR;
          case "incident" -> Severity.MINOR;
          default -> Severity.INFO;
        };
    String id = incident.digits("id");
    if (id == null) {
      throw new RefusedException(incident.path() + "id", "is required");
    }
    return new PageIncident(
            SLACK,
            id,
            type.equals("maintenance"),
            isOver ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING,
            severity,
            incident.requiredStated("date_created"),
            null,
            incident.stated("date_updated"),
            incident.requiredText("title"),
            incident.texts("services"))
        .sighting(incident, options);
  }
}
