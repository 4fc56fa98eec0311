package dev.faultline.e2e;

import static dev.faultline.e2e.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.testkit.RecordedData;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others recorded and published, from their files to SQL: the methodology's real cases. */
interface RecordedCases {

  /** One that all cases share; starting it takes longer than they do. */
  RunningPipeline pipeline();

  @Test
  default void solanaOn20October2025() throws Exception {
    Path file = RecordedData.file("nodes/solana-igroza/raw/2025-10-20T0057_165b8c1.csv");
    pipeline()
        .run(
            "import",
            "solana-geo-csv",
            "--network=solana",
            "--layer=consensus",
            "--observed-at=2025-10-20T00:57:00Z",
            file.toString());
    pipeline().awaitRows("solana", "2025-10-20 00:57:00", 3);

    Latest solana = new Latest(pipeline(), "solana");
    assertThat(
            pipeline()
                .one("SELECT count(), sum(weight) FROM observations WHERE network = 'solana'"))
        .isEqualTo("947 410364567378187453");
    assertThat(solana.measure("nodes, round(total / 1e15, 2)", "node")).isEqualTo("947 410.36");
    assertThat(solana.measure("nakamoto_liveness", "node")).isEqualTo("21");
    assertThat(solana.measure("nakamoto_liveness", "asn")).isEqualTo("2");
    assertThat(solana.measure("nakamoto_liveness", "country")).isEqualTo("2");
    assertThat(solana.measure("round(hhi, 4)", "asn")).isEqualTo("0.1044");
    assertThat(solana.measure("round(effective_entities, 2)", "asn")).isEqualTo("9.58");
    assertThat(
            pipeline()
                .one(
                    "SELECT round(margin['provider'], 3), round(margin['country'], 3), weakest,"
                        + " resilience_index > 0, index_low <= resilience_index, halting FROM"
                        + " latest_resilience WHERE network = 'solana' AND window_s = 300"))
        .as("teraswitch has 24.4 % and DE 30 %")
        .isEqualTo("0.268 0.1 margin(country) 1 1 ['client']");
    assertThat(solana.share("asn", "AS20326", 1)).isEqualTo("24.4");
    assertThat(solana.share("asn", "AS396356", 1)).isEqualTo("17.3");
    assertThat(solana.share("provider", "teraswitch", 2)).isEqualTo("24.4");
    assertThat(solana.share("provider", "aws", 2)).isEqualTo("6.45");
    assertThat(
            pipeline()
                .one(
                    "SELECT count() FROM population_at(network = 'solana', layer = 'consensus',"
                        + " at = '2025-10-20 00:57:00', window_s = 300) WHERE placed"))
        .isEqualTo("947");
    RunningPipeline.Answer audit =
        pipeline().execute("doctor", "--audit", "--all", "--network=solana");
    assertThat(audit.said()).contains("3 instants are what the raw rows give");
    assertThat(audit.exitCode()).isZero();
    topShowsSolana();
  }

  private void topShowsSolana() {
    String at = "--at=2025-10-20T00:57:30Z";
    RunningPipeline.Answer line = pipeline().execute("top", at, "--window=300");
    assertThat(line.said())
        .containsPattern("solana/consensus +50\\.4 ")
        .contains("one country, Germany, holds 30.0 %", "2025-10-20 00:57");
    RunningPipeline.Answer detail = pipeline().execute("top", "solana/consensus", at);
    assertThat(detail.said())
        .contains("947 live, 0 down, 0 silent", "the client agave, 78.4 %")
        .containsPattern("asn +99 +2 +2 +0\\.1044 +9\\.58 +AS20326 +24\\.4 %")
        .containsPattern("provider +4 +aws +7 +6\\.4 %");
    assertThat(pipeline().execute("top", "solana", at, "--json").said())
        .contains("\"halting\" : [ \"client\" ]", "\"age_s\" : 30", "\"top_entity\" : \"AS20326\"");
    assertThat(pipeline().execute("top", "solna").exitCode()).isEqualTo(1);
  }

  @Test
  default void theValidatorsOfTheCosmosHub() throws Exception {
    table("cosmoshub-operators", "cosmoshub.csv", "2025-10-21T00:00:00Z");
    pipeline().awaitRows("cosmoshub", "2025-10-21 00:00:00", 3);

    Latest cosmos = new Latest(pipeline(), "cosmoshub");
    assertThat(cosmos.measure("entities, round(hhi, 6), nakamoto_liveness", "operator"))
        .isEqualTo("200 0.041973 6");
  }

  /**
   * Two views on one network, so ten minutes apart: a window of five holds one of them. Who paid a
   * deposit is unknown of many; the published figure counts these as one owner, as the nodes do.
   */
  @Test
  default void theOperatorsAndTheOwnersOfEthereum() throws Exception {
    Latest ethereum = new Latest(pipeline(), "ethereum");

    table("ethereum-operators", "eth_rated_operators.csv", "2025-10-21T00:00:00Z");
    pipeline().awaitRows("ethereum", "2025-10-21 00:00:00", 3);
    assertThat(ethereum.measure("entities, round(hhi, 6), nakamoto_liveness", "operator"))
        .isEqualTo("4615 0.027255 8");

    table("ethereum-owners", "eth_owners.csv.gz", "2025-10-21T00:10:00Z");
    pipeline().awaitRows("ethereum", "2025-10-21 00:10:00", 3);
    assertThat(ethereum.measure("entities, round(hhi, 6), nakamoto_liveness", "node"))
        .isEqualTo("47652 0.072732 3");
    assertThat(ethereum.measure("entities, round(unknown / total, 4)", "operator"))
        .isEqualTo("47651 0.0952");
  }

  /** Imports a table of 2025-10-21 through the mapping that ships for it. */
  private void table(String mapping, String file, String observedAt) {
    Path recorded = RecordedData.file("nodes/operators-hhi-2025-10-21/" + file);
    pipeline()
        .run(
            "import",
            "observations-csv",
            "--mapping=" + Path.of("..", "docs", "mappings", mapping + ".yaml"),
            "--observed-at=" + observedAt,
            recorded.toString());
  }

  @Test
  default void googleCloudOn12June2025(@TempDir Path folder) throws Exception {
    Path file = RecordedData.file("incidents/gcp-status/gcp_2025-06-12_revisions.ndjson");
    pipeline().run("import", "gcp-incidents-json", file.toString());
    pipeline().run("import", "gcp-incidents-json", file.toString());

    String revisions = "SELECT count(), uniqExact(incident_id) FROM incident_revisions";
    await().atMost(LONG).until(() -> pipeline().one(revisions).equals("23 1"));
    assertThat(distinctInTurn("toString(begins_at)"))
        .containsExactly("2025-06-12 19:00:00.000", "2025-06-12 17:51:00.000");
    assertThat(distinctInTurn("length(services)"))
        .containsExactly("14", "17", "24", "34", "42", "48", "52", "53", "52", "55");
    assertThat(pipeline().one("SELECT toString(max(ends_at)) FROM incident_revisions"))
        .isEqualTo("2025-06-13 01:18:00.000");
    await().atMost(LONG).until(() -> downtime("2025-06-14").equals("26820"));
    assertThat(downtime("2025-06-13")).as("still open at midnight").isEqualTo("22140");

    pipeline()
        .run(
            "import",
            "gcp-incidents-json",
            "--observed-at=2025-07-19T03:34:44Z",
            asItWasEditedLast(folder).toString());
    await().atMost(LONG).until(() -> pipeline().one(revisions).equals("24 1"));
    assertThat(
            pipeline()
                .one(
                    "SELECT age('day', min(known_at), max(known_at)), argMax(title, known_at),"
                        + " argMax(length(services), known_at) FROM incident_revisions"))
        .isEqualTo("36 Multiple GCP products are experiencing Service issues. 55");
  }

  /** The values of an expression over the revisions, each as long as it stayed the same. */
  private List<String> distinctInTurn(String expression) throws Exception {
    return pipeline()
        .rows(
            "SELECT arrayJoin(arrayCompact(groupArray(value))) FROM (SELECT %s AS value FROM"
                    .formatted(expression)
                + " incident_revisions ORDER BY revision)");
  }

  /** Seconds, as known at that midnight, in the 30 days before. */
  private String downtime(String midnight) throws Exception {
    return pipeline()
        .one(
            "SELECT toString(sum(downtime_ms) / 1000) FROM provider_reliability FINAL WHERE provider"
                + " = 'gcp' AND region = 'all' AND window_s = 2592000 AND at = '%s 00:00:00'"
                    .formatted(midnight));
  }

  /** The incident in the last recording of each, modified 36 days after it began. */
  private static Path asItWasEditedLast(Path folder) throws Exception {
    Path union = RecordedData.file("incidents/gcp-status/gcp_incidents_union.ndjson.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(union)), StandardCharsets.UTF_8))) {
      String edited =
          lines
              .lines()
              .filter(line -> line.contains("ow5i3PPK96RduMcb1SsW"))
              .findFirst()
              .orElseThrow();
      assertThat(edited).contains("\"modified\": \"2025-07-19T03:34:44");
      return Files.writeString(folder.resolve("edited.ndjson"), edited);
    }
  }

  /** The latest rows of a network by weight over five minutes. */
  record Latest(RunningPipeline pipeline, String network) {

    String measure(String columns, String dimension) throws Exception {
      return pipeline.one(
          "SELECT %s FROM latest_decentralization WHERE network = '%s' AND dimension = '%s' AND"
                  .formatted(columns, network, dimension)
              + " window_s = 300 AND weighting = 'weight'");
    }

    /** In percent. */
    String share(String dimension, String entity, int decimals) throws Exception {
      return pipeline.one(
          "SELECT round(share * 100, %d) FROM latest_entity_shares WHERE network = '%s' AND dimension"
                  .formatted(decimals, network)
              + " = '%s' AND entity = '%s' AND window_s = 300 AND weighting = 'weight'"
                  .formatted(dimension, entity));
    }
  }
}
