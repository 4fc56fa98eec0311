package dev.faultline.ingest.source.arweave;

import dev.faultline.ingest.check.HostPort;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.ingest.source.node.NodeList;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/**
 * The peers of an Arweave node, {@code GET /peers}: {@code ["34.64.0.1:1984", …]}. A node is known
 * by host and port; a host may be a name, of which no address is looked up. Nodes list themselves
 * as {@code 127.0.0.1}, and such entries are refused.
 */
public final class ArweavePeersJson implements SourceFormat {

  private static final Pattern PEER =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\[\\]/\\s]+):\\d{1,5}");

  @Override
  public String name() {
    return "arweave-peers-json";
  }

  @Override
  public String description() {
    return "Peers of an Arweave node (/peers)";
  }

  @Override
  public String example() {
    return """
        ["34.64.0.1:1984",
        "peers.example.org:1984"]""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    NodeFields fields = new NodeFields(options, name(), "arweave", "storage");
    NodeList.read(
        new JsonFrames(new ByteInput(input)), options, handler, record -> peer(record, fields));
  }

  private static Observation peer(RawRecord record, NodeFields fields) throws RefusedException {
    String peer = JsonText.text(record.bytes());
    if (!PEER.matcher(peer).matches()) {
      throw new RefusedException(
          ObservationField.NODE_ID.fieldName(), Quoted.of(peer) + " is not host:port");
    }
    fields.begin(peer);
    fields.set(ObservationField.IP, HostPort.withPort(peer).address().orElse(null));
    return fields.checked();
  }
}
