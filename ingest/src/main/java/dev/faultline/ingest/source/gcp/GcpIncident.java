package dev.faultline.ingest.source.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one incident of Google Cloud's feed, in its newer shape or that of before 2021. */
final class GcpIncident {

  private static final String STATUS_SITE = "https://status.cloud.google.com/";

  private final ReadOptions options;
  private final String source;

  GcpIncident(ReadOptions options) {
    this.options = options;
    this.source = options.source().orElse("gcp-status");
  }

  /**
   * Reads one incident.
   *
   * @param incident the incident as Google gave it
   * @param observedAt when the recorder saw it, if the recording says so
   * @throws RefusedException if it cannot be told which incident it is, or when or how bad it was
   */
  IncidentRevision read(JsonNode incident, Optional<Instant> observedAt) throws RefusedException {
    JsonFields fields = JsonFields.of(incident);
    JsonFields update = newestUpdate(incident);
    Instant end = fields.stated("end");
    Instant modified = fields.stated("modified");
    Optional<String> mergedInto = GcpMerge.into(update);
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(source)
            .setIncidentId(id(incident))
            .setRevision(0)
            .setContentHash(ContentHash.of(incident, Set.of()))
            .setKnownAt(knownAt(fields, observedAt, modified))
            .setKind(IncidentKind.OUTAGE)
            .setProvider("gcp")
            .setStatus(
                mergedInto.isPresent()
                    ? IncidentStatus.RETRACTED
                    : status(update.text("status"), end))
            .setParentId(mergedInto.orElse(null))
            .setSeverity(GcpSeverity.of(fields.text("severity"), fields.text("status_impact")))
            .setBeginsAt(fields.requiredStated("begin"))
            .setEndsAt(end)
            .setTitle(title(fields))
            .setUrl(url(fields.text("uri")))
            .setScopes(GcpScopes.of(fields, update, end != null))
            .setServices(services(fields))
            .setModifiedAt(modified),
        options.times());
  }

  /** Rows before 2021 have a number only. */
  private static String id(JsonNode incident) throws RefusedException {
    JsonNode id = incident.hasNonNull("id") ? incident.path("id") : incident.path("number");
    if (!id.isTextual() && !id.isIntegralNumber()) {
      throw new RefusedException("id", "is required (or number, in rows before 2021)");
    }
    return id.asText();
  }

  private static JsonFields newestUpdate(JsonNode incident) throws RefusedException {
    for (String name : List.of("most_recent_update", "most-recent-update")) {
      if (incident.hasNonNull(name)) {
        if (!incident.path(name).isObject()) {
          throw new RefusedException(name, "must be an object");
        }
        return new JsonFields(incident.path(name), name + ".");
      }
    }
    return JsonFields.of(JsonNodeFactory.instance.objectNode());
  }

  private Instant knownAt(JsonFields fields, Optional<Instant> observedAt, Instant modified)
      throws RefusedException {
    Optional<Instant> seen = observedAt.or(options::observedAt);
    if (seen.isPresent()) {
      return seen.get();
    }
    String recorded = fields.text("_last_observed");
    if (recorded != null) {
      return options.times().seen("_last_observed", recorded);
    }
    if (modified == null) {
      throw new RefusedException(
          "modified", "is required where nothing else says when the incident was seen");
    }
    return modified;
  }

  /**
   * An end is what makes an incident resolved: service that is AVAILABLE again without one is still
   * being watched. The feed does not tell investigating from identified.
   */
  private static IncidentStatus status(String status, Instant end) throws RefusedException {
    if (end != null) {
      return IncidentStatus.RESOLVED;
    }
    if (status == null) {
      return IncidentStatus.INVESTIGATING;
    }
    return switch (status) {
      case "AVAILABLE" -> IncidentStatus.MONITORING;
      case "SERVICE_INFORMATION", "SERVICE_DISRUPTION", "SERVICE_OUTAGE" ->
          IncidentStatus.INVESTIGATING;
      default ->
          throw new RefusedException(
              "most_recent_update.status",
              Quoted.of(status) + " is not one of Google Cloud's statuses");
    };
  }

  private static String title(JsonFields fields) throws RefusedException {
    String text = fields.text("external_desc");
    if (text == null || text.isBlank()) {
      text = fields.requiredText("service_name");
    }
    return PlainText.title(PlainText.ofHtml(text));
  }

  private static String url(String uri) {
    return uri == null ? null : STATUS_SITE + (uri.startsWith("/") ? uri.substring(1) : uri);
  }

  private static List<String> services(JsonFields fields) throws RefusedException {
    List<String> services = new ArrayList<>();
    for (JsonFields product : fields.objects("affected_products")) {
      services.add(product.requiredText("title"));
    }
    String single = fields.text("service_name");
    if (services.isEmpty() && single != null && !single.isBlank()) {
      services.add(single);
    }
    return services;
  }

  /** Reads when a recorder saw a revision. */
  static Instant observedAt(JsonFields line, TimeLimits times) throws RefusedException {
    return times.seen("observed_at", line.requiredText("observed_at"));
  }
}
