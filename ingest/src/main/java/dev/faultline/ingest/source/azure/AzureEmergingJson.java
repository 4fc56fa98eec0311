package dev.faultline.ingest.source.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonDocuments;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonIncidentFormat;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Azure's emerging issues, as its API of resource health answers ({@code
 * Microsoft.ResourceHealth/emergingIssues/default}): what stands on the public status page now, so
 * what it no longer lists is over. Banners have no id and are not read.
 *
 * <p>{@code known_at} is the option's, else the document's {@code refreshTimestamp}.
 */
public final class AzureEmergingJson implements JsonIncidentFormat {

  private static final String EVENTS = "statusActiveEvents";

  @Override
  public String name() {
    return "azure-emerging-json";
  }

  @Override
  public String description() {
    return "Azure's emerging issues, as the API of resource health answers";
  }

  @Override
  public String example() {
    return """
        {"id":"/providers/Microsoft.ResourceHealth/emergingissues/default","type":"/providers/Microsoft.ResourceHealth/emergingissues","name":"default","properties":{"refreshTimestamp":"2025-10-29T17:00:00Z","statusBanners":[],"statusActiveEvents":[{"title":"Azure Front Door - Connectivity issues","description":"Customers may see errors.","trackingId":"YKYN-BWZ","startTime":"2025-10-29T15:45:00Z","cloud":"Public","severity":"Error","stage":"Active","published":true,"lastModifiedTime":"2025-10-29T16:50:00Z","impacts":[{"id":"afd","name":"Azure Front Door","regions":[{"id":"global","name":"Global"}]}]}]}}
        {"name":"default","properties":{"refreshTimestamp":"2025-10-30T02:00:00Z","statusBanners":[],"statusActiveEvents":[]}}""";
  }

  @Override
  public void read(
      RawRecord record, JsonFields document, ReadOptions options, RecordHandler handler)
      throws RefusedException {
    JsonNode value = document.object().path("value");
    if (value.isArray()) {
      if (value.isEmpty()) {
        throw new RefusedException("value", "holds no document");
      }
      for (JsonNode each : value) {
        issue(record, JsonFields.of(each), options, handler);
      }
    } else {
      issue(record, document, options, handler);
    }
  }

  private static void issue(
      RawRecord record, JsonFields document, ReadOptions options, RecordHandler handler)
      throws RefusedException {
    JsonFields issue =
        document.object().has("properties") ? document.inner("properties") : document;
    JsonNode events = issue.object().path(EVENTS);
    if (!events.isArray()) {
      throw new RefusedException(EVENTS, "is required: these are no emerging issues of Azure");
    }
    Instant refreshed = issue.stated("refreshTimestamp");
    JsonDocuments.each(
        record, events, EVENTS, handler, event -> revision(event, refreshed, options));
    handler.listed(
        new ListedDocument(
            options.source().orElse("azure-emerging"),
            Optional.of("azure"),
            options.observedAt().or(() -> Optional.ofNullable(refreshed)),
            Vanishing.CLOSES));
  }

  private static IncidentRevision revision(JsonFields event, Instant refreshed, ReadOptions options)
      throws RefusedException {
    Instant modified = event.stated("lastModifiedTime");
    Instant begin = event.requiredStated("startTime");
    Instant seen = refreshed == null ? modified : refreshed;
    IncidentStatus status = status(event);
    List<Scope> scopes = new ArrayList<>();
    List<String> services = new ArrayList<>();
    for (JsonFields impact : event.objects("impacts")) {
      services.add(impact.requiredText("name"));
      for (JsonFields region : impact.objects("regions")) {
        String id = AzureRegions.id(region.requiredText("name")).orElse(null);
        scopes.add(new Scope("azure", id, null));
      }
    }
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(options.source().orElse("azure-emerging"))
            .setIncidentId(event.requiredText("trackingId"))
            .setRevision(0)
            .setContentHash(ContentHash.of(event.object(), Set.of()))
            .setKnownAt(options.observedAt().orElse(seen == null ? begin : seen))
            .setKind(IncidentKind.OUTAGE)
            .setProvider("azure")
            .setStatus(status)
            .setSeverity(severity(event))
            .setBeginsAt(begin)
            .setEndsAt(status == IncidentStatus.RESOLVED ? later(begin, modified) : null)
            .setTitle(PlainText.title(PlainText.ofHtml(event.requiredText("title"))))
            .setScopes(scopes)
            .setServices(services)
            .setModifiedAt(modified),
        options.times());
  }

  private static Instant later(Instant begin, Instant modified) {
    return modified == null || modified.isBefore(begin) ? begin : modified;
  }

  private static IncidentStatus status(JsonFields event) throws RefusedException {
    String stage = event.text("stage");
    return switch (stage == null ? "active" : stage.toLowerCase(Locale.ROOT)) {
      case "active" -> IncidentStatus.INVESTIGATING;
      case "resolve", "resolved", "archived" -> IncidentStatus.RESOLVED;
      default ->
          throw new RefusedException(
              event.path() + "stage", Quoted.of(stage) + " is not a stage of an emerging issue");
    };
  }

  private static Severity severity(JsonFields event) throws RefusedException {
    String severity = event.text("severity");
    return switch (severity == null ? "warning" : severity.toLowerCase(Locale.ROOT)) {
      case "error" -> Severity.MAJOR;
      case "warning" -> Severity.MINOR;
      case "information", "informational" -> Severity.INFO;
      default ->
          throw new RefusedException(
              event.path() + "severity",
              Quoted.of(severity) + " is not a severity of an emerging issue");
    };
  }
}
