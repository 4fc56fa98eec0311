package dev.faultline.ingest.source.azure;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads one event of Azure Service Health. */
final class AzureEvent {

  private static final String PROVIDER = "azure";
  private static final String FALSE_POSITIVE = "false positive";

  private final ReadOptions options;

  AzureEvent(ReadOptions options) {
    this.options = options;
  }

  /**
   * Reads one event: its members, or those of its {@code properties}.
   *
   * @throws RefusedException if it cannot be told which event it is, of what kind, or when it began
   */
  IncidentRevision read(JsonNode object) throws RefusedException {
    boolean isOfGraph = object.path("properties").has("EventType") || object.has("EventType");
    JsonFields event = JsonFields.of(isOfGraph ? CamelCase.of(object) : object);
    JsonFields fields = object.path("properties").isObject() ? event.inner("properties") : event;
    IncidentKind kind = kind(fields);
    Instant begins = fields.requiredStated("impactStartTime");
    Instant mitigated = fields.stated("impactMitigationTime");
    Instant updated = fields.stated("lastUpdateTime");
    IncidentStatus status = status(fields);
    boolean planned = kind == IncidentKind.MAINTENANCE;
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(options.source().orElse("azure-servicehealth"))
            .setIncidentId(id(event, fields))
            .setRevision(0)
            .setContentHash(ContentHash.of(fields.object(), Set.of("lastUpdateTime")))
            .setKnownAt(options.observedAt().orElse(updated == null ? begins : updated))
            .setKind(kind)
            .setProvider(PROVIDER)
            .setStatus(status)
            .setSeverity(planned ? Severity.INFO : severity(fields))
            .setBeginsAt(begins)
            .setEndsAt(planned || status != IncidentStatus.INVESTIGATING ? mitigated : null)
            .setTitle(PlainText.title(PlainText.ofHtml(fields.requiredText("title"))))
            .setScopes(scopes(fields, status))
            .setServices(services(fields))
            .setModifiedAt(updated),
        options.times());
  }

  private static String id(JsonFields event, JsonFields fields) throws RefusedException {
    String id = fields.text("trackingId");
    return id != null ? id : event.requiredText("name");
  }

  /** Advisories, such as retirements and changes of prices, are plans and no outages. */
  private static IncidentKind kind(JsonFields fields) throws RefusedException {
    String type = fields.requiredText("eventType");
    return switch (type) {
      case "ServiceIssue", "RCA", "EmergingIssues" -> IncidentKind.OUTAGE;
      case "PlannedMaintenance", "HealthAdvisory", "SecurityAdvisory", "Billing" ->
          IncidentKind.MAINTENANCE;
      default ->
          throw new RefusedException(
              fields.path() + "eventType",
              Quoted.of(type) + " is not a type of Azure Service Health");
    };
  }

  private static IncidentStatus status(JsonFields fields) throws RefusedException {
    for (String tag : tags(fields)) {
      if (tag.equalsIgnoreCase(FALSE_POSITIVE)) {
        return IncidentStatus.RETRACTED;
      }
    }
    String status = fields.requiredText("status");
    return switch (status) {
      case "Active" -> IncidentStatus.INVESTIGATING;
      case "Resolved" -> IncidentStatus.RESOLVED;
      default ->
          throw new RefusedException(
              fields.path() + "status", Quoted.of(status) + " is neither Active nor Resolved");
    };
  }

  /** A list of texts, or of {@code {"name": …}}. */
  private static List<String> tags(JsonFields fields) throws RefusedException {
    List<String> tags = new ArrayList<>();
    for (JsonNode tag : fields.object().path("eventTags")) {
      tags.add(tag.isObject() ? tag.path("name").asText() : tag.asText());
    }
    return tags;
  }

  private static Severity severity(JsonFields fields) throws RefusedException {
    String level = fields.text("level");
    if (level == null) {
      return Severity.MINOR;
    }
    return switch (level) {
      case "Critical" -> Severity.CRITICAL;
      case "Error" -> Severity.MAJOR;
      case "Warning" -> Severity.MINOR;
      case "Informational" -> Severity.INFO;
      default ->
          throw new RefusedException(
              fields.path() + "level",
              Quoted.of(level) + " is not a level of Azure Service Health");
    };
  }

  /** While the event goes on, a region in which it is resolved is out of it. */
  private static List<Scope> scopes(JsonFields fields, IncidentStatus status)
      throws RefusedException {
    List<Scope> scopes = new ArrayList<>();
    for (JsonFields impact : fields.objects("impact")) {
      for (JsonFields region : impact.objects("impactedRegions")) {
        if (status == IncidentStatus.INVESTIGATING && "Resolved".equals(region.text("status"))) {
          continue;
        }
        String name = region.text("impactedRegion");
        scopes.add(
            new Scope(PROVIDER, name == null ? null : AzureRegions.id(name).orElse(null), null));
      }
    }
    return scopes;
  }

  private static List<String> services(JsonFields fields) throws RefusedException {
    List<String> services = new ArrayList<>();
    for (JsonFields impact : fields.objects("impact")) {
      String service = impact.text("impactedService");
      if (service != null && !service.isBlank()) {
        services.add(service);
      }
    }
    return services;
  }
}
