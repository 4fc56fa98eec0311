package dev.faultline.ingest.source.bitnodes;

import dev.faultline.ingest.check.HostPort;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.schemas.Observation;
import java.util.Locale;

/**
 * One reachable node of Bitcoin, known by host and port. Onion services are hosted in {@code tor};
 * of them, and of I2P and CJDNS, nobody knows address, provider or country.
 */
final class BitnodesNode {

  private static final String AS = "AS";

  private final NodeFields fields;

  BitnodesNode(NodeFields fields) {
    this.fields = fields;
  }

  /** What a row says; null is unknown. */
  record Row(
      String node, String agent, String country, String city, String asn, String organization) {}

  Observation read(Row row) throws RefusedException {
    String node = row.node() == null ? "" : row.node().strip();
    fields.begin(node);
    agent(row.agent());
    String host = HostPort.withPort(node).host().toLowerCase(Locale.ROOT);
    if (host.endsWith(".onion")) {
      fields.set(ObservationField.HOSTING, "tor");
    } else if (!isOverlay(host)) {
      fields.set(ObservationField.IP, host);
      fields.set(ObservationField.COUNTRY, row.country());
      fields.set(ObservationField.CITY, row.city());
      fields.set(ObservationField.ASN, asNumber(row.asn()));
      fields.set(ObservationField.PROVIDER, row.organization());
    }
    return fields.checked();
  }

  /** I2P by name, CJDNS by its addresses of fc00::/8. */
  private static boolean isOverlay(String host) {
    return host.endsWith(".i2p") || host.startsWith("fc") && host.indexOf(':') > 0;
  }

  private static String asNumber(String text) {
    return text != null && text.startsWith(AS) ? text.substring(AS.length()) : text;
  }

  private void agent(String agent) {
    BitcoinAgent said = BitcoinAgent.of(agent);
    fields.set(ObservationField.CLIENT, said.client());
    fields.set(ObservationField.CLIENT_VERSION, said.version());
  }
}
