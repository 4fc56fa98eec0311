package dev.faultline.cli.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.faultline.schemas.Population;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Nodes of the demo that share a place.
 *
 * @param provider as the source spells it; null is unknown
 * @param nodes how many
 * @param weight of all of them together; null where the network has no weights
 */
record NodeGroup(
    Population population,
    String provider,
    Long asn,
    String region,
    String country,
    String city,
    String client,
    int nodes,
    Long weight) {

  /**
   * The demo's populations. Solana: every validator and its stake by company and place on
   * 2025-10-20, 00:57 UTC, from github.com/iGroza/Solana-Validator-IP-Geolocation. Ethereum, scaled
   * to 1,000 nodes, and Filecoin: nodes by company and place on 2025-11-23, from
   * github.com/DecentralizedGeo/geobeat. Regions by the ranges that AWS and Google Cloud publish. A
   * script beside the tests makes the table from these lists.
   */
  static List<NodeGroup> load() {
    InputStream table = NodeGroup.class.getResourceAsStream("populations.csv");
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .ofNamedCsvRecord(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      return rows.stream().map(NodeGroup::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NodeGroup read(NamedCsvRecord row) {
    String asn = text(row, "asn");
    String weight = text(row, "weight");
    return new NodeGroup(
        new Population(row.getField("network"), row.getField("layer")),
        text(row, "provider"),
        asn == null ? null : Long.valueOf(asn),
        text(row, "region"),
        text(row, "country"),
        text(row, "city"),
        text(row, "client"),
        Integer.parseInt(row.getField("nodes")),
        weight == null ? null : Long.valueOf(weight));
  }

  private static String text(NamedCsvRecord row, String column) {
    String field = row.getField(column);
    return field.isEmpty() ? null : field;
  }
}
