package dev.faultline.ingest.source.solana;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.PublicAddress;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonListFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.ingest.source.node.HostPort;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.ingest.source.node.RecordedTime;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code solana validators --output json} prints: stake in lamports, and down if delinquent.
 *
 * <p>It knows no addresses. An answer to {@code getClusterNodes} that stands before it in the same
 * input lends them to the validators, joined on the identity; nodes that only gossip hold no stake
 * and are no validators, so they are not observed.
 */
public final class SolanaValidatorsJson implements SourceFormat {

  private static final String VALIDATORS = "validators";
  private static final String GOSSIP = "result";

  @Override
  public String name() {
    return "solana-validators-json";
  }

  @Override
  public String description() {
    return "solana validators --output json, after an answer to getClusterNodes for the addresses";
  }

  @Override
  public String example() {
    return """
        {"jsonrpc":"2.0","result":[{"pubkey":"PAD9aPiKJGcbGxuVLbc8o4Vf65GPq3fJQ7PkHWuX6a8","gossip":"212.83.42.40:8001","version":"2.3.8"}],"id":1}
        {"totalActiveStake":222333124636572,"validators":[{"identityPubkey":"PAD9aPiKJGcbGxuVLbc8o4Vf65GPq3fJQ7PkHWuX6a8","activatedStake":222333124636572,"version":"2.3.8","delinquent":false}]}""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    JsonListFrames frames =
        JsonListFrames.any(new ByteInput(input), Set.of(VALIDATORS, GOSSIP), Set.of());
    Map<String, String> addresses = new HashMap<>();
    NodeFields fields = new NodeFields(options, name(), "solana", "consensus");
    boolean first = true;
    for (Optional<RawRecord> next = frames.next(); next.isPresent(); next = frames.next()) {
      RawRecord record = next.get();
      if (first && !RecordedTime.isGiven(options, record, handler)) {
        return;
      }
      first = false;
      take(record, frames.list().equals(Optional.of(GOSSIP)), fields, addresses, handler);
    }
  }

  private static void take(
      RawRecord record,
      boolean gossip,
      NodeFields fields,
      Map<String, String> addresses,
      RecordHandler handler) {
    Observation validator = null;
    try {
      if (record.defect().isPresent()) {
        handler.refused(record.refusal());
        return;
      }
      JsonFields object = JsonFields.of(JsonText.object(record.bytes()));
      if (gossip) {
        remember(object, addresses);
      } else {
        validator = validator(object, fields, addresses);
      }
    } catch (RefusedException e) {
      Refusal refusal = record.refusal(e.field(), e.reason());
      handler.refused(refusal);
      return;
    }
    if (validator != null) {
      handler.observation(record.line(), validator);
    }
  }

  private static void remember(JsonFields node, Map<String, String> addresses)
      throws RefusedException {
    String identity = node.requiredText("pubkey");
    String gossip = node.text("gossip");
    if (gossip != null) {
      addresses.put(identity, PublicAddress.canonical("gossip", HostPort.of(gossip).host()));
    }
  }

  private static Observation validator(
      JsonFields validator, NodeFields fields, Map<String, String> addresses)
      throws RefusedException {
    String identity = validator.requiredText("identityPubkey");
    String version = validator.text("version");
    fields.begin(identity);
    fields.set(ObservationField.IP, addresses.get(identity));
    fields.set(ObservationField.WEIGHT, validator.digits("activatedStake"));
    if (Boolean.TRUE.equals(validator.flag("delinquent"))) {
      fields.set(ObservationField.STATUS, "down");
    }
    if (version != null && !version.equals("unknown")) {
      fields.set(ObservationField.CLIENT_VERSION, version);
      fields.set(ObservationField.CLIENT, SolanaClient.codeBase(version).orElse(null));
    }
    return fields.checked();
  }
}
