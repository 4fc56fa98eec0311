package dev.faultline.ingest.source.json;

import dev.faultline.ingest.check.ObservationCheck;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Faultline's own observations, as the gateway takes them: a JSON array or NDJSON. Required:
 * network, layer, node_id, observed_at, status; an unknown field refuses the record. The options
 * stand in for a network, layer or time that a record does not give.
 */
public final class ObservationsJson implements SourceFormat {

  @Override
  public String name() {
    return "observations-json";
  }

  @Override
  public String description() {
    return "Faultline's own observations: a JSON array or one object a line, as the gateway takes"
        + " them";
  }

  @Override
  public String example() {
    return """
        {"network":"solana","layer":"consensus","node_id":"PAD9aPiK","observed_at":"2025-10-20T00:57:00Z","status":"up","ip":"212.83.42.40","weight":247041597902291}
        {"network":"akash","layer":"compute","node_id":"akash1q7spv2","observed_at":"2025-10-20T00:57:00Z","status":"down","country":"DE","hosting":"datacenter"}""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    ObservationCheck check = options.check(name());
    RecordLoop.run(
        new JsonFrames(new ByteInput(input)),
        record -> read(record, options, check),
        handler::observation,
        handler::refused);
  }

  private static Observation read(RawRecord record, ReadOptions options, ObservationCheck check)
      throws RefusedException {
    Map<ObservationField, String> fields = ObservationJson.fields(record.bytes());
    options.network().ifPresent(n -> fields.putIfAbsent(ObservationField.NETWORK, n));
    options.layer().ifPresent(l -> fields.putIfAbsent(ObservationField.LAYER, l));
    options
        .observedAt()
        .ifPresent(t -> fields.putIfAbsent(ObservationField.OBSERVED_AT, t.toString()));
    return check.check(fields);
  }
}
