package dev.faultline.ingest.source.gcp;

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
import java.util.Optional;
import java.util.Set;

/**
 * Google Cloud's Personalized Service Health: {@code projects.locations.events} as its API answers,
 * {@code {"events": […]}}, or single events. An event proves itself by its {@code name}, {@code
 * …/events/ID}; the ID is the incident, for every project that is told of it. Merged events are
 * retracted in favour of their parent. A confirmed incident is major, an emerging one minor, for
 * the API gives no degree.
 */
public final class GcpServiceHealthJson implements JsonIncidentFormat {

  private static final String EVENTS = "/events/";

  @Override
  public String name() {
    return "gcp-servicehealth-json";
  }

  @Override
  public String description() {
    return "Google Cloud's Personalized Service Health: events as its API answers";
  }

  @Override
  public String example() {
    return """
        {"events":[{"name":"projects/p/locations/global/events/U4AqrjwFQYi5fFBmyAX-Gg","title":"Errors in Cloud SQL","category":"INCIDENT","detailedCategory":"CONFIRMED_INCIDENT","state":"ACTIVE","detailedState":"CONFIRMED","eventImpacts":[{"product":{"productName":"Cloud SQL"},"location":{"locationName":"us-central1"}}],"relevance":"IMPACTED","updateTime":"2026-01-26T03:00:00Z","startTime":"2026-01-26T02:00:00Z"}]}
        {"name":"projects/p/locations/global/events/V5","title":"Errors in GKE","category":"INCIDENT","state":"CLOSED","detailedState":"RESOLVED","updateTime":"2026-01-26T04:00:00Z","startTime":"2026-01-26T01:00:00Z","endTime":"2026-01-26T03:30:00Z"}""";
  }

  @Override
  public void read(
      RawRecord record, JsonFields document, ReadOptions options, RecordHandler handler)
      throws RefusedException {
    if (document.object().has("events")) {
      JsonDocuments.each(
          record, document.object().get("events"), "events", handler, each -> event(each, options));
      handler.listed(
          new ListedDocument(
              options.source().orElse("gcp-servicehealth"),
              Optional.of("gcp"),
              options.observedAt(),
              Vanishing.MEANS_NOTHING));
    } else {
      handler.sighting(record.line(), event(document, options));
    }
  }

  private static IncidentRevision event(JsonFields event, ReadOptions options)
      throws RefusedException {
    String name = event.requiredText("name");
    int at = name.lastIndexOf(EVENTS);
    if (at < 0) {
      throw new RefusedException(
          event.path() + "name", Quoted.of(name) + " is not the name of an event, …/events/ID");
    }
    IncidentStatus status = status(event);
    boolean isEmerging = "EMERGING_INCIDENT".equals(event.text("detailedCategory"));
    Instant updated = event.stated("updateTime");
    Instant begin = event.requiredStated("startTime");
    Instant end = event.stated("endTime");
    boolean isOver = status == IncidentStatus.RESOLVED || status == IncidentStatus.RETRACTED;
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(options.source().orElse("gcp-servicehealth"))
            .setIncidentId(name.substring(at + EVENTS.length()))
            .setRevision(0)
            .setContentHash(ContentHash.of(event.object(), Set.of("relevance", "name")))
            .setKnownAt(options.observedAt().orElse(updated == null ? begin : updated))
            .setKind(IncidentKind.OUTAGE)
            .setProvider("gcp")
            .setStatus(status)
            .setSeverity(isEmerging ? Severity.MINOR : Severity.MAJOR)
            .setBeginsAt(begin)
            .setEndsAt(isOver ? end : null)
            .setTitle(PlainText.title(PlainText.ofHtml(event.requiredText("title"))))
            .setParentId(parent(event))
            .setScopes(scopes(event))
            .setServices(services(event))
            .setModifiedAt(updated),
        options.times());
  }

  private static String parent(JsonFields event) throws RefusedException {
    String parent = event.text("parentEvent");
    return parent == null || parent.isBlank()
        ? null
        : parent.substring(parent.lastIndexOf('/') + 1);
  }

  private static IncidentStatus status(JsonFields event) throws RefusedException {
    String detailed = event.text("detailedState");
    if (detailed != null) {
      switch (detailed) {
        case "MERGED", "FALSE_POSITIVE" -> {
          return IncidentStatus.RETRACTED;
        }
        case "CONFIRMED" -> {
          return IncidentStatus.IDENTIFIED;
        }
        case "EMERGING" -> {
          return IncidentStatus.INVESTIGATING;
        }
        case "RESOLVED", "AUTO_CLOSED" -> {
          return IncidentStatus.RESOLVED;
        }
        default -> {
          // the state tells
        }
      }
    }
    String state = event.requiredText("state");
    return switch (state) {
      case "ACTIVE" -> IncidentStatus.INVESTIGATING;
      case "CLOSED" -> IncidentStatus.RESOLVED;
      default ->
          throw new RefusedException(
              event.path() + "state", Quoted.of(state) + " is neither ACTIVE nor CLOSED");
    };
  }

  private static List<Scope> scopes(JsonFields event) throws RefusedException {
    List<Scope> scopes = new ArrayList<>();
    for (JsonFields impact : event.objects("eventImpacts")) {
      String location = impact.inner("location").text("locationName");
      if (location != null && !location.isBlank()) {
        scopes.add(new Scope("gcp", location, null));
      }
    }
    return scopes;
  }

  private static List<String> services(JsonFields event) throws RefusedException {
    List<String> services = new ArrayList<>();
    for (JsonFields impact : event.objects("eventImpacts")) {
      String product = impact.inner("product").text("productName");
      if (product != null && !product.isBlank()) {
        services.add(product);
      }
    }
    return services;
  }
}
