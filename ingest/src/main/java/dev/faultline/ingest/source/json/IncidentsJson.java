package dev.faultline.ingest.source.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.Choice;
import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Faultline's own incidents, entered by hand or by a program: a JSON array or NDJSON.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>source, incident_id</td><td>required; together the key; the source is a lower-case name</td></tr>
 * <tr><td>provider</td><td>required; canonical id such as {@code aws}; for a dependant its name</td></tr>
 * <tr><td>status</td><td>required; investigating, identified, monitoring, resolved, vanished,
 * retracted</td></tr>
 * <tr><td>severity</td><td>required; info, minor, major, critical</td></tr>
 * <tr><td>begins_at, title</td><td>required</td></tr>
 * <tr><td>kind</td><td>outage (if missing), maintenance, dependant</td></tr>
 * <tr><td>known_at</td><td>when this was known; if missing, the recording's time or now</td></tr>
 * <tr><td>ends_at, modified_at, url, parent_id</td><td>may be missing</td></tr>
 * <tr><td>scopes</td><td>list of {provider, region, zone}; provider if missing is the incident's;
 * an empty list means that the place is unknown</td></tr>
 * <tr><td>services</td><td>list of texts</td></tr>
 * </table>
 *
 * An unknown field refuses the record. {@code known_at} is not content: the same incident sent
 * again later is no new revision.
 */
public final class IncidentsJson implements SourceFormat {

  private static final Set<String> FIELDS =
      Set.of(
          "source",
          "incident_id",
          "known_at",
          "kind",
          "provider",
          "status",
          "severity",
          "begins_at",
          "ends_at",
          "title",
          "url",
          "parent_id",
          "scopes",
          "services",
          "modified_at");
  private static final Set<String> SCOPE_FIELDS = Set.of("provider", "region", "zone");
  private static final Choice<IncidentKind> KINDS = new Choice<>("kind", IncidentKind.class);
  private static final Choice<IncidentStatus> STATUSES =
      new Choice<>("status", IncidentStatus.class);
  private static final Choice<Severity> SEVERITIES = new Choice<>("severity", Severity.class);

  @Override
  public String name() {
    return "incidents-json";
  }

  @Override
  public String description() {
    return "Faultline's own incidents: a JSON array or one object a line, as the gateway takes them";
  }

  @Override
  public String example() {
    return """
        {"source":"manual","incident_id":"hetzner-fsn1-1","provider":"hetzner","status":"investigating","severity":"major","begins_at":"2025-10-20T06:50:00Z","title":"Power loss in FSN1","scopes":[{"region":"fsn1"}]}
        {"source":"manual","incident_id":"weex-7","kind":"dependant","provider":"weex","status":"resolved","severity":"minor","begins_at":"2025-10-20T07:10:00Z","ends_at":"2025-10-20T09:00:00Z","title":"Withdrawals delayed"}""";
  }

  @Override
  public Yields yields() {
    return Yields.INCIDENTS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    RecordLoop.run(
        new JsonFrames(new ByteInput(input)),
        record -> read(record, options),
        handler::sighting,
        handler::refused);
    // it has no owner to prove: only a feed whose file says so closes by it
    handler.listed(
        new ListedDocument(
            options.source().orElse(name()),
            Optional.empty(),
            Optional.empty(),
            Vanishing.MEANS_NOTHING));
  }

  private static IncidentRevision read(RawRecord record, ReadOptions options)
      throws RefusedException {
    JsonNode object = JsonText.object(record.bytes());
    JsonFields fields = JsonFields.of(object);
    fields.only(FIELDS);
    String provider = fields.requiredText("provider");
    String kind = fields.text("kind");
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(fields.requiredText("source"))
            .setIncidentId(fields.requiredText("incident_id"))
            .setRevision(0)
            .setContentHash(ContentHash.of(object, Set.of("known_at")))
            .setKnownAt(knownAt(fields, options))
            .setKind(kind == null ? IncidentKind.OUTAGE : KINDS.required(kind))
            .setProvider(provider)
            .setStatus(STATUSES.required(fields.text("status")))
            .setSeverity(SEVERITIES.required(fields.text("severity")))
            .setBeginsAt(fields.requiredStated("begins_at"))
            .setEndsAt(fields.stated("ends_at"))
            .setTitle(fields.requiredText("title"))
            .setUrl(fields.text("url"))
            .setParentId(fields.text("parent_id"))
            .setScopes(scopes(fields, provider))
            .setServices(fields.texts("services"))
            .setModifiedAt(fields.stated("modified_at")),
        options.times());
  }

  private static Instant knownAt(JsonFields fields, ReadOptions options) throws RefusedException {
    String text = fields.text("known_at");
    return text == null
        ? options.observedAt().orElseGet(options.times().clock()::instant)
        : options.times().seen("known_at", text);
  }

  private static List<Scope> scopes(JsonFields fields, String provider) throws RefusedException {
    List<Scope> scopes = new ArrayList<>();
    for (JsonFields scope : fields.objects("scopes")) {
      scope.only(SCOPE_FIELDS);
      String own = scope.text("provider");
      scopes.add(new Scope(own == null ? provider : own, scope.text("region"), scope.text("zone")));
    }
    return scopes;
  }
}
