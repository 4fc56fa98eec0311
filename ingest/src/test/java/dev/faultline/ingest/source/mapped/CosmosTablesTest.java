package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.Observation;
import dev.faultline.testkit.RecordedData;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recorded tables of Cosmos networks, against the data-centre counts published with them. */
class CosmosTablesTest {

  private static final String FOLDER = "nodes/cosmos-obajay/";
  private static final String OTHER = "OTHER";

  private static ReadRecords read() throws Exception {
    return ReadRecords.of(
        new ObservationsCsv(Mappings.shipped("cosmos-obajay")),
        RecordedData.file(FOLDER + "cosmos_nodes_2024-03.csv"),
        ReadRecords.OPTIONS);
  }

  @Test
  void allFortyNetworksAreRead() throws Exception {
    ReadRecords read = read();

    assertThat(read.observations()).hasSize(2515);
    assertThat(read.observations().stream().map(Observation::getNetwork).distinct()).hasSize(40);
    assertThat(read.observations().stream().filter(node -> node.getProvider() == null))
        .isNotEmpty()
        .allMatch(node -> node.getAsn() == null && node.getCountry() == null);
  }

  @Test
  void privateAddressesAreRefusedAlone() throws Exception {
    assertThat(read().refusals())
        .hasSize(3)
        .allSatisfy(refusal -> assertThat(refusal.reason()).contains("not a public address"))
        .extracting(Refusal::line)
        .containsExactly(331L, 332L, 345L);
  }

  /**
   * The published table counts one of AndromedaProtocol's nodes as Hetzner's whose organization, in
   * the table of nodes, is another.
   */
  @ParameterizedTest
  @CsvSource({
    "AndromedaProtocol, 39, 1",
    "Dymension, 115, 0",
    "Jackal, 79, 0",
    "Lava, 137, 0",
    "Likecoin, 9, 0",
    "Regen, 49, 0",
    "Xpla, 11, 0",
  })
  void theDataCentresComeOutAsPublished(String network, int nodes, int othersAsHetzner)
      throws Exception {
    Map<String, Integer> published = published(network);
    published.merge("HETZNER", -othersAsHetzner, Integer::sum);
    published.computeIfPresent(OTHER, (label, count) -> count + othersAsHetzner);
    Map<String, Integer> counted = new HashMap<>();
    for (Observation node : read().observations()) {
      if (node.getNetwork().equals(network.toLowerCase(Locale.ROOT))) {
        counted.merge(dataCentre(node.getProvider(), published), 1, Integer::sum);
      }
    }

    assertThat(counted.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(nodes);
    assertThat(counted).isEqualTo(published);
  }

  private static Map<String, Integer> published(String network) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .ofNamedCsvRecord(
                RecordedData.file(FOLDER + "cosmos_expected_datacenter_counts.csv"))) {
      for (NamedCsvRecord row : rows) {
        if (row.getField("network").equals(network)) {
          counts.put(row.getField("data_center"), Integer.parseInt(row.getField("ip_count")));
        }
      }
    }
    return counts;
  }

  /** The label of the published table: a word of the provider's name, whatever its capitals. */
  private static String dataCentre(String provider, Map<String, Integer> labels) {
    String name = provider.toLowerCase(Locale.ROOT);
    for (String label : labels.keySet()) {
      String word = label.equals("Google-Cloud") ? "google" : label.toLowerCase(Locale.ROOT);
      if (name.contains(word)) {
        return label;
      }
    }
    return OTHER;
  }
}
