package dev.faultline.ingest.source.azure;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonListFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.schemas.IncidentRevision;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Events of Azure Service Health: an array, pages of {@code {"value": […]}}, or the {@code {"data":
 * […]}} of Azure Resource Graph, which writes names with capitals. An active event has no end,
 * whatever mitigation time it was once given: Azure takes mitigations back.
 *
 * <p>{@code known_at} is the option's; else {@code lastUpdateTime}. A tracking id may stand twice:
 * of what was seen at one time the event updated last counts, of equals the later one; where every
 * event has a time of its own, each is a sighting.
 */
public final class AzureServiceHealthJson implements SourceFormat {

  private record Sighting(long line, IncidentRevision revision) {

    boolean isOlderThan(IncidentRevision other) {
      Instant one = revision.getModifiedAt();
      return one == null || other.getModifiedAt() != null && !one.isAfter(other.getModifiedAt());
    }
  }

  @Override
  public String name() {
    return "azure-servicehealth-json";
  }

  @Override
  public String description() {
    return "Azure Service Health events, as its API or az graph query (ServiceHealthResources) answers";
  }

  @Override
  public String example() {
    return """
        [{"name":"0NTJ-VV8","eventType":"ServiceIssue","status":"Resolved","title":"App Service - Intermittent HTTP 5xx errors","level":"Warning","impactStartTime":"2024-09-05T04:25:54.920Z","impactMitigationTime":"2024-09-05T06:01:44.320Z","lastUpdateTime":"2024-10-01T07:23:00.161Z","impact":[{"impactedService":"App Service","impactedRegions":[{"impactedRegion":"Southeast Asia"}]}]},
        {"name":"GS98-9V8","eventType":"ServiceIssue","status":"Active","title":"Azure Virtual Desktop","level":"Warning","impactStartTime":"2024-09-17T18:36:24.113Z","lastUpdateTime":"2024-10-28T23:50:38.298Z","impact":[]}]""";
  }

  @Override
  public Yields yields() {
    return Yields.INCIDENTS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    JsonListFrames frames =
        JsonListFrames.any(new ByteInput(input), Set.of("value", "data"), Set.of());
    AzureEvent reader = new AzureEvent(options);
    Map<String, Sighting> newest = new LinkedHashMap<>();
    for (Optional<RawRecord> next = frames.next(); next.isPresent(); next = frames.next()) {
      RawRecord record = next.get();
      if (record.defect().isPresent()) {
        handler.refused(record.refusal());
        continue;
      }
      try {
        IncidentRevision event = reader.read(JsonText.object(record.bytes()));
        if (options.observedAt().isEmpty()) {
          handler.sighting(record.line(), event);
          continue;
        }
        Sighting before = newest.get(event.getIncidentId());
        if (before == null || before.isOlderThan(event)) {
          newest.put(event.getIncidentId(), new Sighting(record.line(), event));
        }
      } catch (RefusedException e) {
        handler.refused(record.refusal(e.field(), e.reason()));
      }
    }
    newest.values().stream()
        .sorted((one, other) -> Long.compare(one.line(), other.line()))
        .forEach(sighting -> handler.sighting(sighting.line(), sighting.revision()));
    handler.listed(
        new ListedDocument(
            options.source().orElse("azure-servicehealth"),
            Optional.of("azure"),
            options.observedAt(),
            Vanishing.MEANS_NOTHING));
  }
}
