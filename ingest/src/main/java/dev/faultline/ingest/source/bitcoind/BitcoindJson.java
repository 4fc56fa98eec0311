package dev.faultline.ingest.source.bitcoind;

import dev.faultline.ingest.check.HostPort;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.bitnodes.BitcoinAgent;
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
import java.util.Set;

/**
 * What a Bitcoin node itself knows: {@code bitcoin-cli getnodeaddresses 0} (addresses, heard of
 * within the last days) and {@code getpeerinfo} (peers, with their agents), as lists or in the
 * {@code result} of JSON-RPC. A node is its address and port; each is up. An element proves itself
 * by {@code address}, {@code port} and {@code services}, or by {@code addr} and {@code subver}.
 */
public final class BitcoindJson implements SourceFormat {

  @Override
  public String name() {
    return "bitcoind-json";
  }

  @Override
  public String description() {
    return "A Bitcoin node's getnodeaddresses or getpeerinfo";
  }

  @Override
  public String example() {
    return """
        [{"time":1767225600,"services":1033,"address":"5.9.0.1","port":8333,"network":"ipv4"},
        {"id":7,"addr":"[2a01:4f8::2]:8333","network":"ipv6","services":"0000000000000409","conntime":1767225600,"version":70016,"subver":"/Satoshi:28.0.0/","inbound":false}]""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    NodeFields fields = new NodeFields(options, name(), "bitcoin", "consensus");
    NodeList.read(
        JsonListFrames.any(new ByteInput(input), Set.of("result"), Set.of()),
        options,
        handler,
        record -> node(record, fields));
  }

  private static Observation node(RawRecord record, NodeFields fields) throws RefusedException {
    JsonFields node = JsonFields.of(JsonText.object(record.bytes()));
    String host;
    if (node.object().has("address")) {
      host = node.requiredText("address");
      String port = node.digits("port");
      if (port == null || !node.object().has("services")) {
        throw new RefusedException("port", "and services are required: this is no known address");
      }
      fields.begin(host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port);
    } else {
      String address = node.requiredText("addr");
      if (node.text("subver") == null) {
        throw new RefusedException("subver", "is required: this is no peer");
      }
      fields.begin(address);
      host = HostPort.withPort(address).host();
      BitcoinAgent agent = BitcoinAgent.of(node.text("subver"));
      fields.set(ObservationField.CLIENT, agent.client());
      fields.set(ObservationField.CLIENT_VERSION, agent.version());
    }
    if (host.endsWith(".onion")) {
      fields.set(ObservationField.HOSTING, "tor");
    } else if (!host.endsWith(".i2p") && !"cjdns".equals(node.text("network"))) {
      fields.set(ObservationField.IP, host);
    }
    return fields.checked();
  }
}
