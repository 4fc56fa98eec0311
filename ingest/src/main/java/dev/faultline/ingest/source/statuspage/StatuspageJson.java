package dev.faultline.ingest.source.statuspage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonDocuments;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.page.PageOwner;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Statuspage v2, and what is compatible with it (incident.io): {@code summary.json}, {@code
 * incidents.json}, {@code scheduled-maintenances.json} or a single incident, each on a line of its
 * own, with an {@code observed_at} if a recorder added one; and the widget of incident.io, {@code
 * ongoing_incidents}. Incidents and maintenances of a document are taken or refused one by one.
 * {@code "incidents": null} lists none; a document without any of the lists is refused.
 *
 * <p>{@code known_at} is the recording's {@code observed_at}; else the option's; else {@code
 * _last_seen}, which recorders add; else {@code updated_at}, the earliest moment at which it can
 * have been known.
 */
public final class StatuspageJson implements SourceFormat {

  static final String MAINTENANCES = "scheduled_maintenances";

  private static final Set<String> OVER = Set.of("resolved", "postmortem");
  private static final String INCIDENTS = "incidents";
  private static final String ONGOING = "ongoing_incidents";
  private static final String IN_PROGRESS = "in_progress_maintenances";

  /** Statuspage's lists, and those of incident.io's widget; of maintenances the last two. */
  private static final List<String> LISTS = List.of(INCIDENTS, ONGOING, MAINTENANCES, IN_PROGRESS);

  @Override
  public String name() {
    return "statuspage-json";
  }

  @Override
  public String description() {
    return "Statuspage v2 and compatible pages (Cloudflare, ...), and the widget of incident.io";
  }

  @Override
  public String example() {
    return """
        {"page":{"id":"yh6f0r4529hb","name":"Cloudflare"},"incidents":[{"id":"25r9t0vz99rp","name":"Broad Cloudflare service outages","status":"identified","impact":"critical","started_at":"2025-06-12T18:19:57Z","updated_at":"2025-06-12T19:12:58Z","resolved_at":null,"components":[{"id":"1","name":"Workers KV","status":"major_outage"}]}]}
        {"page_id":"s2k7tnzlhrpw","id":"7hvyp52nqzc4","name":"Errors with Cloud Panel","status":"monitoring","impact":"minor","started_at":"2020-11-12T20:24:48Z","updated_at":"2020-11-12T21:15:57Z","resolved_at":null,"components":[{"id":"2","name":"NYC1","status":"degraded_performance"}]}""";
  }

  @Override
  public Yields yields() {
    return Yields.INCIDENTS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    JsonDocuments.read(
        input, handler, (record, document) -> read(record, document, options, handler));
  }

  private static void read(
      RawRecord record, JsonFields document, ReadOptions options, RecordHandler handler)
      throws RefusedException {
    JsonNode object = document.object();
    boolean isListing = LISTS.stream().anyMatch(object::has);
    if (!isListing && !object.has("incident_updates") && !object.has("impact")) {
      throw new RefusedException(
          INCIDENTS, "is required: this is no document of a Statuspage, and no incident of one");
    }
    StatuspageIncident reader = new StatuspageIncident(document, options);
    if (!isListing) {
      handler.sighting(record.line(), reader.read(document, INCIDENTS));
      return;
    }
    boolean isHistory = false;
    for (String list : LISTS) {
      JsonNode elements = object.path(list);
      if (!elements.isArray() && !elements.isMissingNode() && !elements.isNull()) {
        throw new RefusedException(list, "must be a list");
      }
      for (JsonNode element : elements) {
        isHistory |= OVER.contains(element.path("status").asText());
        read(record, element, list, reader, handler);
      }
    }
    emit(document, options, isHistory, handler);
  }

  /**
   * Of incidents, a list without anything that is over lists what is open; others end somewhere in
   * history. A document says nothing of incidents or maintenances of which it has no list.
   */
  private static void emit(
      JsonFields document, ReadOptions options, boolean isHistory, RecordHandler handler)
      throws RefusedException {
    Optional<PageOwner> owner = StatuspageOwner.ofPage(document, options.source());
    JsonNode object = document.object();
    boolean listsIncidents = object.has(INCIDENTS) || object.has(ONGOING);
    Set<IncidentKind> kinds = EnumSet.noneOf(IncidentKind.class);
    if (listsIncidents) {
      kinds.addAll(EnumSet.of(IncidentKind.OUTAGE, IncidentKind.DEPENDANT));
    }
    if (object.has(MAINTENANCES) || object.has(IN_PROGRESS)) {
      kinds.add(IncidentKind.MAINTENANCE);
    }
    if (owner.isPresent()) {
      String recorded = document.text("observed_at");
      handler.listed(
          new ListedDocument(
              owner.get().source(options.source()),
              owner.map(PageOwner::provider),
              recorded == null
                  ? options.observedAt()
                  : Optional.of(options.times().seen("observed_at", recorded)),
              isHistory || !listsIncidents ? Vanishing.MEANS_NOTHING : Vanishing.CLOSES,
              kinds));
    }
  }

  private static void read(
      RawRecord record,
      JsonNode element,
      String list,
      StatuspageIncident reader,
      RecordHandler handler) {
    IncidentRevision sighting;
    try {
      if (!element.isObject()) {
        throw new RefusedException(list, "must hold objects");
      }
      sighting = reader.read(new JsonFields(element, list + "."), list);
    } catch (RefusedException e) {
      handler.refused(record.refusal(e.field(), e.reason()));
      return;
    }
    handler.sighting(record.line(), sighting);
  }
}
