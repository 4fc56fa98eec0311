package dev.faultline.e2e;

import static dev.faultline.e2e.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.local.Installation;
import dev.faultline.testkit.RecordedData;
import dev.faultline.testkit.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recorded list of nodes that tells where they are has a resilience index, and it is the one
 * that a script works out of the same files by exact fractions, without any code of ours.
 */
interface RecordedIndices {

  Path MAPPINGS = Path.of("..", "docs", "mappings");

  /** Lists that the formats read; the networks are this test's own. */
  List<List<String>> FORMATS =
      List.of(
          List.of("armiarma-csv", "geobeat-ethereum", "geobeat/ethereum-ips_HEAD.csv.gz"),
          List.of(
              "armiarma-csv", "geobeat-ethereum-6958", "geobeat/ethereum-ips_rev-2cb6ddc_6958.csv"),
          List.of("armiarma-csv", "geobeat-filecoin", "geobeat/filecoin-ips_HEAD.csv.gz"),
          List.of(
              "bitnodes-csv", "bitnodes", "bitcoin-bitnodes-2023/nodes_2023-06-25_e9cc846.csv.gz"),
          List.of(
              "validators-app-json",
              "validators-app-2025-02",
              "solana-validatorsapp/mainnet_validators_2025-02-26.json.gz"),
          List.of(
              "validators-app-json",
              "validators-app-780",
              "solana-validatorsapp/mainnet_validators_epoch780.json.gz"),
          List.of(
              "validators-app-json",
              "validators-app-860",
              "solana-validatorsapp/mainnet_validators_epoch860.json.gz"),
          List.of(
              "solana-geo-csv", "igroza-solana", "solana-igroza/raw/2025-10-20T0057_165b8c1.csv"));

  /** Lists that mappings read. */
  Map<String, String> MAPPED =
      Map.of(
          "cosmos-obajay", "cosmos-obajay/cosmos_nodes_2024-03.csv",
          "solana-sept2022", "solana-sept2022/solana_validators_2022-09-03.csv",
          "avalanche-peers", "avalanche-2020/peers.json",
          "celo-validator-sites", "geobeat/celo-ips_HEAD.csv.gz");

  /** One that all cases share. */
  RunningPipeline pipeline();

  @Test
  default void everyListOfNodesHasTheIndexThatItsFileGives(@TempDir Path folder) throws Exception {
    for (List<String> list : FORMATS) {
      pipeline()
          .run(
              "import",
              list.get(0),
              "--network=" + list.get(1),
              "--layer=consensus",
              "--observed-at=2025-10-01T00:00:00Z",
              RecordedData.file("nodes/" + list.get(2)).toString());
    }
    for (Map.Entry<String, String> mapped : MAPPED.entrySet()) {
      // another network of the name would be at another time
      String mapping =
          Files.readString(MAPPINGS.resolve(mapped.getKey() + ".yaml"))
              .replace("{constant: solana}", "{constant: solana-2022}");
      pipeline()
          .run(
              "import",
              "observations-csv",
              "--mapping=" + Files.writeString(folder.resolve(mapped.getKey()), mapping),
              "--observed-at=2025-10-01T00:00:00Z",
              RecordedData.file("nodes/" + mapped.getValue()).toString());
    }
    List<String> lists = recomputed();
    assertThat(lists).hasSizeGreaterThanOrEqualTo(51);
    for (String list : lists) {
      agrees(list.split("\t"));
    }
    RunningPipeline.Answer audit =
        pipeline().execute("doctor", "--audit", "--all", "--network=geobeat-ethereum");
    assertThat(audit.exitCode()).as(audit.said()).isZero();
  }

  /** In the order of the script, as are their columns. */
  List<String> SCENARIOS =
      List.of(
          "aws", "big-three", "two-largest-providers", "EU", "largest-country", "largest-client");

  private static List<String> recomputed() throws Exception {
    Path enrich = Path.of("../streams/src/main/resources/dev/faultline/streams");
    Path modules = Installation.find().asnTables().getParent().getParent();
    return Script.run(
            "resilience_of_lists.py",
            RecordedData.folder().toString(),
            "../providers/src/main/resources/dev/faultline/providers/providers.csv",
            enrich.resolve("enrich/cities.csv").toString(),
            enrich.resolve("network/networks.csv").toString(),
            modules.toString(),
            String.join(",", Locale.getISOCountries()))
        .lines()
        .toList();
  }

  /**
   * Holds the newest row of a list against what the script says: network, layer, live nodes, index,
   * low, high, halting dimensions, coverage of provider, site and country; the scenarios' rows and
   * the joint coefficient's.
   */
  private void agrees(String[] script) throws Exception {
    String row =
        "SELECT live_nodes, resilience_index, index_low, index_high, if(empty(halting), '-',"
            + " arrayStringConcat(halting, ',')), coverage_provider, coverage_site,"
            + " coverage_country FROM latest_resilience WHERE network = '%s' AND layer = '%s' AND"
                .formatted(script[0], script[1])
            + " window_s = 86400";
    List<String> columns =
        new ArrayList<>(
            List.of(
                "live", "index", "low", "high", "halting", "of provider", "of site", "of country"));
    for (String scenario : SCENARIOS) {
      columns.addAll(List.of(scenario + " low", scenario + " high", scenario + " halts"));
    }
    columns.addAll(List.of("joint low", "joint high"));
    await("live nodes of " + script[0])
        .atMost(LONG)
        .until(() -> pipeline().rows(row).stream().anyMatch(r -> r.startsWith(script[2] + " ")));
    String[] published = (pipeline().one(row) + " " + stress(script)).split(" ");
    Map<String, String> differing = new TreeMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!isSame(published[i], script[i + 2])) {
        differing.put(columns.get(i), published[i] + ", not " + script[i + 2]);
      }
    }
    assertThat(differing).as(script[0]).isEmpty();
    assertThat(published[1]).as("index of " + script[0]).isNotEqualTo("null");
  }

  private String stress(String[] script) throws Exception {
    String population =
        " WHERE network = '%s' AND layer = '%s' AND window_s = 86400"
            .formatted(script[0], script[1]);
    String named = "'" + String.join("', '", SCENARIOS) + "'";
    String scenarios =
        "SELECT lost_low, lost_high, halts FROM latest_stress %s AND scenario IN (%s) ORDER BY indexOf([%s], scenario)"
            .formatted(population, named, named);
    String joint = "SELECT lower, upper FROM latest_joint_nakamoto" + population;
    await("stress of " + script[0])
        .atMost(LONG)
        .until(
            () ->
                pipeline().rows(scenarios).size() == SCENARIOS.size()
                    && pipeline().rows(joint).size() == 1);
    return String.join(" ", pipeline().rows(scenarios)) + " " + pipeline().one(joint);
  }

  private static boolean isSame(String published, String expected) {
    if (expected.matches("[0-9.]+(e-[0-9]+)?") && published.matches("[0-9.]+(E-[0-9]+)?")) {
      return Math.abs(Double.parseDouble(published) - Double.parseDouble(expected)) < 1e-9;
    }
    return Set.of(published.split(",")).equals(Set.of(expected.split(",")));
  }
}
