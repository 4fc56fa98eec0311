package dev.faultline.ingest.source.beacon;

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
import dev.faultline.ingest.source.node.Multiaddr;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.ingest.source.node.NodeList;
import dev.faultline.ingest.source.node.NodeState;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * The peers of one beacon node, {@code GET /eth/v1/node/peers}: what Ethereum's consensus layer
 * looks like from there. A connected peer is up; one to which there is no connection, not yet, or
 * soon no more, is down as seen from this node.
 */
public final class BeaconPeersJson implements SourceFormat {

  @Override
  public String name() {
    return "beacon-peers-json";
  }

  @Override
  public String description() {
    return "Peers of an Ethereum beacon node (/eth/v1/node/peers)";
  }

  @Override
  public String example() {
    return """
    {"data":[{"peer_id":"16Uiu2HAm1","last_seen_p2p_address":"/ip4/7.7.7.7/tcp/4242","state":"connected","direction":"inbound"},
    {"peer_id":"16Uiu2HAm2","last_seen_p2p_address":"/ip6/2a01:4f9::2/tcp/9000","state":"disconnected","direction":"outbound"}]}\
    """;
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    NodeFields fields = new NodeFields(options, name(), "ethereum", "consensus");
    NodeList.read(
        JsonListFrames.any(new ByteInput(input), Set.of("data"), Set.of()),
        options,
        handler,
        record -> peer(record, fields));
  }

  private static Observation peer(RawRecord record, NodeFields fields) throws RefusedException {
    JsonFields peer = JsonFields.of(JsonText.object(record.bytes()));
    fields.begin(peer.requiredText("peer_id"));
    fields.set(ObservationField.STATUS, NodeState.required("state", peer.requiredText("state")));
    String address = peer.text("last_seen_p2p_address");
    if (address != null) {
      fields.set(ObservationField.IP, Multiaddr.address(address).orElse(null));
    }
    return fields.checked();
  }
}
