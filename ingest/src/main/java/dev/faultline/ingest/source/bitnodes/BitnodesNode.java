package dev.faultline.ingest.source.bitnodes;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.node.HostPort;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.schemas.Observation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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
    String host = HostPort.of(node).host().toLowerCase(Locale.ROOT);
    if (host.endsWith(".onion")) {
      fields.set(ObservationField.HOSTING, "tor");
    } else if (!isOverlay(host)) {
      fields.set(ObservationField.IP, host);
      fields.setGuessedCountry(row.country());
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

  private static String asNumber(String text) throws RefusedException {
    if (text == null) {
      return null;
    }
    if (!text.startsWith(AS)) {
      throw new RefusedException(
          ObservationField.ASN.fieldName(), Quoted.of(text) + " is not like AS24940");
    }
    return text.substring(AS.length());
  }

  /** The first name of {@code /Satoshi:24.0.1(a comment)/another:1/}, and its number. */
  private void agent(String agent) {
    Optional<String> first =
        agent == null
            ? Optional.empty()
            : Arrays.stream(agent.split("/")).filter(part -> !part.isBlank()).findFirst();
    if (first.isEmpty()) {
      return;
    }
    String[] parts = first.get().split(":", 2);
    fields.set(ObservationField.CLIENT, parts[0]);
    if (parts.length > 1) {
      int comment = parts[1].indexOf('(');
      fields.set(
          ObservationField.CLIENT_VERSION, comment < 0 ? parts[1] : parts[1].substring(0, comment));
    }
  }
}
