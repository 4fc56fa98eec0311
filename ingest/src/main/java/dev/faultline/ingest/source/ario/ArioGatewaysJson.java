package dev.faultline.ingest.source.ario;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.WholeNumber;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonListFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.ingest.source.node.NodeList;
import dev.faultline.ingest.source.node.NodeState;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * The gateways of ar.io's network: a list, pages of {@code {"items": […]}}, or {@code {"gateways":
 * {address: …}}}. Weight is the operator's own stake in mIO. A gateway that failed the last epoch's
 * observations is down until it passes one. It has a host name and no address.
 */
public final class ArioGatewaysJson implements SourceFormat {

  /** One of these tells a gateway, which in a map need not say its address again. */
  private static final Set<String> PROOF = Set.of("gatewayAddress", "operatorStake", "settings");

  @Override
  public String name() {
    return "ario-gateways-json";
  }

  @Override
  public String description() {
    return "Gateways of ar.io with operator stake (list, pages or map by address)";
  }

  @Override
  public String example() {
    return """
    {"items":[{"gatewayAddress":"abc","operatorStake":250000000000,"status":"joined","settings":{"fqdn":"ar.example.com","port":443,"label":"Example"},"stats":{"failedConsecutiveEpochs":0}},
    {"gatewayAddress":"def","operatorStake":50000000000,"status":"joined","settings":{"fqdn":"g.example.org","port":443},"stats":{"failedConsecutiveEpochs":3}}],"hasMore":false}\
    """;
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    NodeFields fields = new NodeFields(options, name(), "arweave", "access");
    JsonListFrames frames =
        JsonListFrames.any(new ByteInput(input), Set.of("items"), Set.of("gateways"));
    NodeList.read(frames, options, handler, record -> gateway(record, frames.key(), fields));
  }

  private static Observation gateway(RawRecord record, Optional<String> key, NodeFields fields)
      throws RefusedException {
    JsonFields gateway = JsonFields.of(JsonText.object(record.bytes()));
    if (PROOF.stream().noneMatch(gateway.object()::has)) {
      throw new RefusedException(
          "gatewayAddress", "is required, or operatorStake or settings: this is no gateway");
    }
    fields.begin(key.isPresent() ? key.get() : gateway.requiredText("gatewayAddress"));
    String failed = gateway.inner("stats").digits("failedConsecutiveEpochs");
    boolean fails =
        failed != null && WholeNumber.weight("stats.failedConsecutiveEpochs", failed) > 0;
    String state = gateway.text("status");
    boolean serves = state == null || NodeState.required("status", state).equals("up");
    fields.set(ObservationField.STATUS, fails || !serves ? "down" : "up");
    fields.set(ObservationField.OPERATOR, gateway.inner("settings").text("label"));
    fields.set(ObservationField.WEIGHT, gateway.digits("operatorStake"));
    return fields.checked();
  }
}
