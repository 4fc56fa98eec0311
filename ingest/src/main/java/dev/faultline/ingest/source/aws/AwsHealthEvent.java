package dev.faultline.ingest.source.aws;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one public event of AWS Health. */
final class AwsHealthEvent {

  private static final String EVENT_PAGE = "https://health.aws.amazon.com/health/status?eventID=";
  private static final int ARN_PARTS = 6;
  private static final int REGION_PART = 3;

  /** What is said of one service. */
  private record Impacted(String name, AwsStatus worst) {}

  private final ReadOptions options;
  private final String source;

  AwsHealthEvent(ReadOptions options) {
    this.options = options;
    this.source = options.source().orElse("aws-health");
  }

  /**
   * Reads one event.
   *
   * @throws RefusedException if it cannot be told which event it is, or where, when or how bad it
   *     was
   */
  IncidentRevision read(JsonNode event) throws RefusedException {
    JsonFields fields = JsonFields.of(event);
    String arn = fields.requiredText("arn");
    Instant begin = AwsTime.required(fields, "date");
    AwsStatus status = AwsStatus.of(fields, "status");
    List<Impacted> impacted = impacted(event);
    Instant newest = newestEntry(fields);
    boolean resolved = status == AwsStatus.RESOLVED;
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(source)
            .setIncidentId(arn)
            .setRevision(0)
            .setContentHash(ContentHash.of(event, Set.of()))
            .setKnownAt(options.observedAt().orElse(newest == null ? begin : newest))
            .setKind(IncidentKind.OUTAGE)
            .setProvider("aws")
            .setStatus(resolved ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING)
            .setSeverity(worst(status, impacted).severity())
            .setBeginsAt(begin)
            .setEndsAt(resolved ? newest : null)
            .setTitle(title(fields.requiredText("summary")))
            .setUrl(EVENT_PAGE + arn)
            .setScopes(List.of(new Scope("aws", region(arn), null)))
            .setServices(services(fields, impacted))
            .setModifiedAt(newest),
        options.times());
  }

  private static String title(String summary) {
    return PlainText.title(PlainText.ofHtml(summary));
  }

  /** {@code arn:aws:health:<region>::event/SERVICE/TYPE/ID}; null if the region is left out. */
  private static String region(String arn) throws RefusedException {
    String[] parts = arn.split(":", ARN_PARTS);
    if (parts.length != ARN_PARTS
        || !parts[0].equals("arn")
        || !parts[2].equals("health")
        || !parts[ARN_PARTS - 1].startsWith("event/")) {
      throw new RefusedException("arn", Quoted.of(arn) + " is not that of an AWS Health event");
    }
    return parts[REGION_PART].isEmpty() ? null : parts[REGION_PART];
  }

  /** The log is not always in order. */
  private static Instant newestEntry(JsonFields fields) throws RefusedException {
    Instant newest = null;
    for (JsonFields entry : fields.objects("event_log")) {
      Instant time = AwsTime.required(entry, "timestamp");
      if (newest == null || time.isAfter(newest)) {
        newest = time;
      }
    }
    return newest;
  }

  private static List<Impacted> impacted(JsonNode event) throws RefusedException {
    JsonNode services = event.path("impacted_services");
    if (!services.isObject() && !services.isMissingNode() && !services.isNull()) {
      throw new RefusedException("impacted_services", "must be an object");
    }
    List<Impacted> impacted = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = services.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> service = i.next();
      if (!service.getValue().isObject()) {
        throw new RefusedException("impacted_services", "must hold objects");
      }
      JsonFields fields = new JsonFields(service.getValue(), "impacted_services.");
      String name = fields.text("service_name");
      impacted.add(
          new Impacted(
              name == null || name.isBlank() ? service.getKey() : name,
              AwsStatus.of(fields, fields.object().has("max") ? "max" : "current")));
    }
    return impacted;
  }

  /** An event that is over says 0; how bad it was say its services. */
  private static AwsStatus worst(AwsStatus status, List<Impacted> impacted) {
    AwsStatus worst = status;
    if (status == AwsStatus.RESOLVED) {
      for (Impacted service : impacted) {
        worst = worst.orWorse(service.worst);
      }
    }
    return worst;
  }

  private static List<String> services(JsonFields fields, List<Impacted> impacted)
      throws RefusedException {
    if (!impacted.isEmpty()) {
      return impacted.stream().map(Impacted::name).toList();
    }
    String single = fields.text("service_name");
    return single == null || single.isBlank() ? List.of() : List.of(single);
  }
}
