package dev.faultline.ingest.source.cometbft;

import dev.faultline.ingest.check.HostPort;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
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
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * The RPC of CometBFT, so of any Cosmos chain and of Celestia: {@code /net_info} (peers, with
 * addresses) and {@code /validators} (voting power, without). They are two populations, since
 * nothing in them joins a validator to its nodes: import them under layers of their own. A peer is
 * its node id, a validator its address; all are up, for those that are jailed are not listed.
 */
public final class CometBftJson implements SourceFormat {

  private static final Set<String> LISTS = Set.of("peers", "validators");

  @Override
  public String name() {
    return "cometbft-json";
  }

  @Override
  public String description() {
    return "CometBFT's /net_info or /validators, of any Cosmos chain: name it with --network";
  }

  @Override
  public String example() {
    return """
        {"jsonrpc":"2.0","id":-1,"result":{"listening":true,"n_peers":"1","peers":[{"node_info":{"id":"5576458aef205977e18fd50b274e9b5d9014525a","listen_addr":"tcp://0.0.0.0:26656","network":"cosmoshub-4","version":"0.38.17","moniker":"node-1"},"is_outbound":true,"remote_ip":"95.179.155.35"}]}}
        {"jsonrpc":"2.0","id":-1,"result":{"block_height":"55","validators":[{"address":"000001E443FD237E4B616E2FA69DF4EE3D49A94F","pub_key":{"type":"tendermint/PubKeyEd25519","value":"9tK9IT"},"voting_power":"250353","proposer_priority":"13"}],"count":"1","total":"1"}}""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    NodeFields fields = new NodeFields(options, name(), "cosmos", "consensus");
    NodeList.read(
        JsonListFrames.within(new ByteInput(input), LISTS, Set.of("result")),
        options,
        handler,
        record -> node(record, fields));
  }

  private static Observation node(RawRecord record, NodeFields fields) throws RefusedException {
    JsonFields node = JsonFields.of(JsonText.object(record.bytes()));
    if (node.object().has("node_info")) {
      JsonFields info = node.inner("node_info");
      fields.begin(info.requiredText("id"));
      fields.set(ObservationField.OPERATOR, info.text("moniker"));
      fields.set(ObservationField.CLIENT_VERSION, info.text("version"));
      String address = node.text("remote_ip");
      fields.set(
          ObservationField.IP,
          Optional.ofNullable(address).map(text -> HostPort.of(text).host()).orElse(null));
    } else {
      String power = node.digits("voting_power");
      if (power == null) {
        throw new RefusedException(
            "voting_power", "is required: this is neither peer nor validator");
      }
      fields.begin(node.requiredText("address"));
      fields.set(ObservationField.WEIGHT, power);
    }
    return fields.checked();
  }
}
