package dev.faultline.ingest.source.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.Map;

/**
 * Status pages of Better Stack, {@code index.json} (JSON:API): the reports among what is included.
 * A report is over when it has an end that has passed; its degree is its aggregate state. Reports
 * of the past stand in it too, so absence closes nothing. What proves a document is {@code
 * data.type} {@code status_page}.
 */
public final class BetterStackJson implements JsonIncidentFormat {

  @Override
  public String name() {
    return "betterstack-json";
  }

  @Override
  public String description() {
    return "Status pages of Better Stack: index.json";
  }

  @Override
  public String example() {
    return """
        {"data":{"id":"165","type":"status_page","attributes":{"company_name":"Wasp","aggregate_state":"degraded"}},"included":[{"id":"9","type":"status_report","attributes":{"title":"Slow API","report_type":"manual","starts_at":"2026-01-26T02:00:00.000Z","ends_at":null,"aggregate_state":"degraded","affected_resources":[]}}]}
        {"data":{"id":"165","type":"status_page","attributes":{"company_name":"Wasp","aggregate_state":"operational"}},"included":[]}""";
  }

  @Override
  public void read(
      RawRecord record, JsonFields document, ReadOptions options, RecordHandler handler)
      throws RefusedException {
    JsonFields data = document.inner("data");
    if (!"status_page".equals(data.text("type"))) {
      throw new RefusedException("data.type", "must be status_page: this is no page's index.json");
    }
    PageOwner owner =
        PageOwner.named(
            data.inner("attributes").requiredText("company_name"), "data.attributes.company_name");
    JsonNode included = document.object().path("included");
    if (!included.isArray()) {
      throw new RefusedException("included", "must be a list");
    }
    BetterStackIncluded parts = BetterStackIncluded.of(included);
    for (JsonNode report : parts.reports()) {
      JsonDocuments.each(
          record,
          JsonNodeFactory.instance.arrayNode().add(report),
          "included",
          handler,
          each -> incident(each, owner, parts.resources(), options));
    }
    handler.listed(owner.listed(options, Vanishing.MEANS_NOTHING));
  }

  private static IncidentRevision incident(
      JsonFields report, PageOwner owner, Map<String, String> resources, ReadOptions options)
      throws RefusedException {
    JsonFields attributes = report.inner("attributes");
    Instant end = attributes.stated("ends_at");
    Instant now = options.observedAt().orElseGet(options.times().clock()::instant);
    boolean isOver = end != null && !end.isAfter(now);
    boolean isMaintenance = "maintenance".equals(attributes.text("report_type"));
    List<String> services = new ArrayList<>();
    for (JsonFields affected : attributes.objects("affected_resources")) {
      String name =
          resources.getOrDefault(affected.object().path("status_page_resource_id").asText(""), "");
      if (!name.isBlank()) {
        services.add(name);
      }
    }
    return new PageIncident(
            owner,
            report.requiredText("id"),
            isMaintenance,
            isOver ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING,
            severity(attributes),
            attributes.requiredStated("starts_at"),
            isOver || isMaintenance ? end : null,
            null,
            attributes.requiredText("title"),
            services)
        .sighting(report, options);
  }

  private static Severity severity(JsonFields attributes) throws RefusedException {
    String state = attributes.text("aggregate_state");
    return switch (state == null ? "" : state) {
      case "", "operational", "maintenance", "resolved", "not_monitored" -> Severity.INFO;
      case "degraded" -> Severity.MINOR;
      case "downtime" -> Severity.MAJOR;
      default ->
          throw new RefusedException(
              attributes.path() + "aggregate_state",
              Quoted.of(state) + " is not a state of Better Stack");
    };
  }
}
