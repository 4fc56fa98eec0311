package dev.faultline.ingest.source.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.schemas.IncidentRevision;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Google Cloud's status feed ({@code incidents.json}): a snapshot as fetched, incidents one a line,
 * or recorded revisions one a line, each {@code {"observed_at": …, "incident": {…}}}.
 *
 * <p>{@code known_at} is the recording's {@code observed_at}; else the option's; else {@code
 * _last_observed}, which recorders add; else {@code modified}, the earliest moment at which it can
 * have been known.
 */
public final class GcpIncidentsJson implements SourceFormat {

  @Override
  public String name() {
    return "gcp-incidents-json";
  }

  @Override
  public String description() {
    return "Google Cloud status incidents: a snapshot of incidents.json, or recorded revisions";
  }

  @Override
  public String example() {
    return """
        [{"id":"ow5i3PPK96RduMcb1SsW","begin":"2025-06-12T17:51:00+00:00","modified":"2025-06-12T21:07:54+00:00","external_desc":"Multiple GCP products are experiencing Service issues","severity":"high","status_impact":"SERVICE_OUTAGE","most_recent_update":{"status":"SERVICE_OUTAGE","affected_locations":[{"title":"Iowa","id":"us-central1"}]},
        "affected_products":[{"title":"Cloud DNS","id":"TUZUsWSJUVJGW97Jq2sH"}]}]""";
  }

  @Override
  public Yields yields() {
    return Yields.INCIDENTS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    GcpIncident reader = new GcpIncident(options);
    RecordLoop.run(
        new JsonFrames(new ByteInput(input)),
        record -> read(record, options, reader),
        handler::sighting,
        handler::refused);
    handler.listed(
        new ListedDocument(
            options.source().orElse("gcp-status"),
            Optional.of("gcp"),
            options.observedAt(),
            Vanishing.MEANS_NOTHING));
  }

  private static IncidentRevision read(RawRecord record, ReadOptions options, GcpIncident reader)
      throws RefusedException {
    JsonNode object = JsonText.object(record.bytes());
    if (object.path("incident").isObject()) {
      return reader.read(
          object.path("incident"),
          Optional.of(GcpIncident.observedAt(JsonFields.of(object), options.times())));
    }
    return reader.read(object, Optional.empty());
  }
}
