package dev.faultline.ingest.source.nebula;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.ingest.source.node.Agent;
import dev.faultline.ingest.source.node.Multiaddr;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;

/**
 * The visits of a Nebula crawl, one a line. A peer is observed when its visit began: down if no
 * connection came about, degraded if it was connected but did not tell its neighbours. Of its
 * addresses the first public one counts.
 */
public final class NebulaNdjson implements SourceFormat {

  @Override
  public String name() {
    return "nebula-ndjson";
  }

  @Override
  public String description() {
    return "Visits of a Nebula crawl (_visits.ndjson)";
  }

  @Override
  public String example() {
    return """
        {"PeerID":"16Uiu2HAm1","Maddrs":["/ip4/127.0.0.1/tcp/9000","/ip4/7.7.7.7/tcp/4242"],"AgentVersion":"Lighthouse/v3.1.2/aarch64-macos","VisitStartedAt":"2025-10-20T06:00:00.123Z","ConnectErrorStr":"","CrawlErrorStr":""}
        {"PeerID":"16Uiu2HAm2","Maddrs":["/ip4/95.216.1.1/tcp/9000"],"AgentVersion":"","VisitStartedAt":"2025-10-20T06:00:01Z","ConnectErrorStr":"io_timeout","CrawlErrorStr":""}""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    NodeFields fields = new NodeFields(options, name(), "ethereum", "consensus");
    RecordLoop.run(
        new JsonFrames(new ByteInput(input)),
        record -> visit(record, fields, options.times()),
        handler::observation,
        handler::refused);
  }

  private static Observation visit(RawRecord record, NodeFields fields, TimeLimits times)
      throws RefusedException {
    JsonFields visit = JsonFields.of(JsonText.object(record.bytes()));
    fields.seenAt(times.seen("VisitStartedAt", visit.requiredText("VisitStartedAt")));
    fields.begin(visit.requiredText("PeerID"));
    fields.set(ObservationField.STATUS, status(visit));
    fields.set(ObservationField.IP, Multiaddr.firstPublic(visit.texts("Maddrs")).orElse(null));
    Agent agent = Agent.of(visit.text("AgentVersion"));
    fields.set(ObservationField.CLIENT, agent.client());
    fields.set(ObservationField.CLIENT_VERSION, agent.version());
    return fields.checked();
  }

  private static String status(JsonFields visit) throws RefusedException {
    if (isSaid(visit.text("ConnectErrorStr"))) {
      return "down";
    }
    return isSaid(visit.text("CrawlErrorStr")) ? "degraded" : "up";
  }

  private static boolean isSaid(String error) {
    return error != null && !error.isBlank();
  }
}
