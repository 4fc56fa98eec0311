package dev.faultline.ingest.source.aws;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/** Reads one event of AWS Health as the API of an account gives it. */
final class AwsAccountEvent {

  private static final String ARN = "arn:aws";
  private static final int LONGEST_NUMBER = 32;

  /** An issue says no degree; an account that is told of one by itself is hit. */
  private static final Severity OF_AN_ISSUE = Severity.MAJOR;

  private final ReadOptions options;

  AwsAccountEvent(ReadOptions options) {
    this.options = options;
  }

  /**
   * Reads one.
   *
   * @param delivered when it was delivered; null if nobody says
   * @throws RefusedException if it cannot be told which event it is, of what kind, or when it began
   */
  IncidentRevision read(JsonFields event, String delivered) throws RefusedException {
    String arn = event.text("arn") == null ? event.requiredText("eventArn") : event.text("arn");
    if (!arn.startsWith(ARN) || !arn.contains(":health:")) {
      throw new RefusedException(event.path() + "arn", Quoted.of(arn) + " is none of AWS Health");
    }
    String category = event.requiredText("eventTypeCategory");
    boolean isIssue = category.equals("issue") || category.equals("investigation");
    IncidentStatus status = status(event);
    Instant begin = required(event, "startTime");
    Instant end = time(event, "endTime");
    Instant updated = time(event, "lastUpdatedTime");
    Instant seen = delivered == null ? updated : TimeLimits.stated("time", delivered);
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(options.source().orElse("aws-account"))
            .setIncidentId(arn)
            .setRevision(0)
            .setContentHash(ContentHash.of(event.object(), Set.of()))
            .setKnownAt(options.observedAt().orElse(seen == null ? begin : seen))
            .setKind(isIssue ? IncidentKind.OUTAGE : IncidentKind.MAINTENANCE)
            .setProvider("aws")
            .setStatus(status)
            .setSeverity(isIssue ? OF_AN_ISSUE : Severity.INFO)
            .setBeginsAt(begin)
            .setEndsAt(isIssue && status != IncidentStatus.RESOLVED ? null : end)
            .setTitle(title(event))
            .setScopes(List.of(scope(event)))
            .setServices(List.of(event.requiredText("service")))
            .setModifiedAt(updated),
        options.times());
  }

  private static IncidentStatus status(JsonFields event) throws RefusedException {
    String code = event.text("statusCode");
    return switch (code == null ? "" : code) {
      case "open", "upcoming" -> IncidentStatus.INVESTIGATING;
      case "closed" -> IncidentStatus.RESOLVED;
      default ->
          throw new RefusedException(
              event.path() + "statusCode",
              code == null
                  ? "is required: open, closed or upcoming"
                  : Quoted.of(code) + " is none of open, closed and upcoming");
    };
  }

  private static Scope scope(JsonFields event) throws RefusedException {
    String region = event.text("region");
    if (region == null) {
      region = event.text("eventRegion");
    }
    return new Scope("aws", region, event.text("availabilityZone"));
  }

  private static String title(JsonFields event) throws RefusedException {
    for (JsonNode description : event.object().path("eventDescription")) {
      String text = description.path("latestDescription").asText("");
      if (!text.isBlank()) {
        return PlainText.title(PlainText.ofHtml(text));
      }
    }
    return event.requiredText("eventTypeCode");
  }

  private static Instant required(JsonFields event, String name) throws RefusedException {
    Instant time = time(event, name);
    if (time == null) {
      throw new RefusedException(event.path() + name, "is required");
    }
    return time;
  }

  /** Seconds since 1970 with a fraction, ISO 8601, or RFC 1123 as EventBridge has it. */
  private static Instant time(JsonFields event, String name) throws RefusedException {
    JsonNode value = event.object().path(name);
    String field = event.path() + name;
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    try {
      if (value.isNumber()) {
        BigDecimal seconds = value.decimalValue();
        if (seconds.precision() - seconds.scale() > LONGEST_NUMBER) {
          throw new RefusedException(field, "is no time");
        }
        return TimeLimits.stated(
            field, Instant.ofEpochMilli(seconds.movePointRight(3).longValue()));
      }
      String text = value.asText();
      return text.endsWith("GMT")
          ? TimeLimits.stated(field, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)))
          : TimeLimits.stated(field, text);
    } catch (DateTimeException e) {
      throw new RefusedException(field, Quoted.of(value.asText()) + " is no time");
    }
  }
}
