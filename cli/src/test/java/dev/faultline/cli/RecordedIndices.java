package dev.faultline.cli;

import static dev.faultline.cli.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.faultline.cli.IndexByFractions.Node;
import dev.faultline.cli.IndexByFractions.Of;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every recorded list of nodes has a resilience index, and it is the one that its nodes give. */
interface RecordedIndices {

  /** One that all cases share. */
  RunningPipeline pipeline();

  @Test
  default void everyListOfNodesHasAnIndex() throws Exception {
    list("armiarma-csv", "geobeat/ethereum-ips_HEAD.csv.gz", "geobeat-ethereum", "2024-01-01");
    list("armiarma-csv", "geobeat/filecoin-ips_HEAD.csv.gz", "geobeat-filecoin", "2024-01-01");
    list(
        "bitnodes-csv",
        "bitcoin-bitnodes-2023/nodes_2023-06-25_e9cc846.csv.gz",
        "bitnodes",
        "2023-06-25");
    list(
        "validators-app-json",
        "solana-validatorsapp/mainnet_validators_epoch780.json.gz",
        "validators-app-780",
        "2025-05-01");
    list(
        "validators-app-json",
        "solana-validatorsapp/mainnet_validators_epoch860.json.gz",
        "validators-app-860",
        "2025-10-01");
    Path cosmos = RecordedData.file("nodes/cosmos-obajay/cosmos_nodes_2024-03.csv");
    pipeline()
        .run(
            "import",
            "observations-csv",
            "--mapping=" + Path.of("..", "docs", "mappings", "cosmos-obajay.yaml"),
            cosmos.toString());
    await()
        .atMost(LONG)
        .until(
            () ->
                pipeline()
                    .one(
                        "SELECT uniqExact(network) FROM resilience WHERE window_s = 300 AND at >="
                            + " '2024-03-29' AND at < '2024-03-31'")
                    .equals("40"));

    List<String> populations =
        pipeline()
            .rows(
                "SELECT network, layer, toString(at), weighting FROM resilience FINAL WHERE"
                    + " window_s = 300 AND at < '2025-10-02' AND live_nodes > 0 AND (network LIKE"
                    + " 'geobeat-%' OR network LIKE 'validators-app-%' OR network = 'bitnodes' OR"
                    + " toYear(at) = 2024) ORDER BY network");
    assertThat(populations).hasSizeGreaterThanOrEqualTo(45);
    for (String population : populations) {
      String[] words = population.split(" ");
      isWhatTheNodesGive(words[0], words[1], words[2] + " " + words[3], words[4]);
    }
    RunningPipeline.Answer audit =
        pipeline().execute("doctor", "--audit", "--all", "--network=geobeat-ethereum");
    assertThat(audit.exitCode()).as(audit.said()).isZero();
  }

  private void list(String format, String file, String network, String day) throws Exception {
    pipeline()
        .run(
            "import",
            format,
            "--network=" + network,
            "--layer=consensus",
            "--observed-at=" + day + "T00:00:00Z",
            RecordedData.file("nodes/" + file).toString());
    pipeline().awaitRows(network, day + " 00:00:00", 3);
    await()
        .atMost(LONG)
        .until(
            () ->
                pipeline()
                    .one("SELECT count() FROM resilience WHERE network = '" + network + "'")
                    .equals("3"));
  }

  private void isWhatTheNodesGive(String network, String layer, String at, String weighting)
      throws Exception {
    String point =
        "network = '%s', layer = '%s', at = '%s', window_s = 300".formatted(network, layer, at);
    List<Node> nodes = new ArrayList<>();
    for (String row :
        pipeline()
            .rows(
                "SELECT concatWithSeparator('\t', status, ifNull(provider, ''), ifNull(site, ''),"
                    + " ifNull(country, ''), toString(%s)) FROM population_at(%s)"
                        .formatted(weighting.equals("nodes") ? "1" : "ifNull(weight, 0)", point))) {
      String[] cells = row.split("\t", -1);
      nodes.add(
          new Node(
              !cells[0].equals("down"), cells[1], cells[2], cells[3], new BigInteger(cells[4])));
    }
    String[] rule =
        pipeline()
            .one(
                "SELECT liveness_numerator, liveness_denominator FROM rules_of(network = '%s', layer"
                        .formatted(network)
                    + " = '%s')".formatted(layer))
            .split(" ");
    IndexByFractions expected =
        new IndexByFractions(nodes, Long.parseLong(rule[0]), Long.parseLong(rule[1]));
    String published =
        pipeline()
            .one(
                "SELECT resilience_index, index_low, index_high FROM resilience FINAL WHERE network"
                    + " = '%s' AND layer = '%s' AND at = '%s' AND window_s = 300"
                        .formatted(network, layer, at));
    assertThat(published).as(network).doesNotContain("null");
    String[] index = published.split(" ");
    assertThat(Double.parseDouble(index[0]))
        .as("index of %s", network)
        .isCloseTo(expected.index(Of.NOBODY), within(1e-9));
    assertThat(Double.parseDouble(index[1]))
        .as("low end of %s", network)
        .isCloseTo(expected.index(Of.LARGEST), within(1e-9));
    assertThat(Double.parseDouble(index[2]))
        .as("high end of %s", network)
        .isCloseTo(expected.index(Of.MANY), within(1e-9));
  }
}
