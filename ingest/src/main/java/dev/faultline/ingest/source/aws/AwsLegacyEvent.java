package dev.faultline.ingest.source.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one event of AWS's status page before April 2023.
 *
 * <p>An event has no id: it is known by its service and its date. It is over when its code is 0,
 * its summary begins with {@code [RESOLVED]}, or it stands in the archive, where the code says
 * again how bad it was; it ended with its newest update, because the page has no other field for
 * the end.
 */
final class AwsLegacyEvent {

  static final String ARCHIVE = "archive";

  private static final String RESOLVED = "[RESOLVED]";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ReadOptions options;
  private final String source;

  AwsLegacyEvent(ReadOptions options) {
    this.options = options;
    this.source = options.source().orElse("aws-status");
  }

  /**
   * Reads one event.
   *
   * @param list the list it stands in; empty if it is not known
   * @throws RefusedException if it cannot be told which event it is, or when or how bad it was
   */
  IncidentRevision read(JsonNode event, Optional<String> list) throws RefusedException {
    JsonFields fields = JsonFields.of(event);
    String service = fields.requiredText("service");
    Instant date = AwsTime.required(fields, "date");
    AwsStatus status = AwsStatus.of(fields, "status");
    String summary = PlainText.ofHtml(fields.requiredText("summary")).strip();
    boolean archived = ARCHIVE.equals(list.orElse(fields.text("_section")));
    boolean over = archived || status == AwsStatus.RESOLVED || summary.startsWith(RESOLVED);
    List<Instant> updates = AwsUpdateTimes.of(fields.text("description"), date);
    Instant begin = begin(date, updates);
    Instant newest = newest(begin, updates);
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(source)
            .setIncidentId(service + "/" + date.getEpochSecond())
            .setRevision(0)
            .setContentHash(hash(event, archived))
            .setKnownAt(knownAt(fields, newest == null ? begin : newest))
            .setKind(IncidentKind.OUTAGE)
            .setProvider("aws")
            .setStatus(over ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING)
            .setSeverity(status.severity())
            .setBeginsAt(begin)
            .setEndsAt(over ? newest : null)
            .setTitle(title(summary))
            .setScopes(List.of(new Scope("aws", AwsRegion.ofService(service), null)))
            .setServices(List.of(name(fields, service)))
            .setModifiedAt(newest),
        options.times());
  }

  /**
   * The date is that of the first update, to the second; in some events it is hours later, and in
   * others the first updates have been edited away.
   */
  private static Instant begin(Instant date, List<Instant> updates) {
    return updates.isEmpty() || !updates.get(0).isBefore(date.minus(MINUTE))
        ? date
        : updates.get(0);
  }

  private static Instant newest(Instant begin, List<Instant> updates) {
    if (updates.isEmpty()) {
      return null;
    }
    Instant last = updates.get(updates.size() - 1);
    return last.isBefore(begin) ? begin : last;
  }

  /** Moving into the archive may be all that says that an event is over. */
  private static String hash(JsonNode event, boolean archived) throws RefusedException {
    JsonNode content = archived ? event.<ObjectNode>deepCopy().put("archived", true) : event;
    return ContentHash.of(content, Set.of());
  }

  private Instant knownAt(JsonFields fields, Instant earliest) throws RefusedException {
    if (options.observedAt().isPresent()) {
      return options.observedAt().get();
    }
    String recorded = fields.text("_last_observed");
    return recorded == null ? earliest : options.times().seen("_last_observed", recorded);
  }

  private static String title(String summary) throws RefusedException {
    String title = summary.startsWith(RESOLVED) ? summary.substring(RESOLVED.length()) : summary;
    if (title.isBlank()) {
      throw new RefusedException("summary", "is required");
    }
    return PlainText.title(title);
  }

  private static String name(JsonFields fields, String service) throws RefusedException {
    String name = fields.text("service_name");
    return name == null || name.isBlank() ? service : name;
  }
}
