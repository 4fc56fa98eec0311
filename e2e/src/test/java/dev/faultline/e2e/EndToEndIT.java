package dev.faultline.e2e;

import static dev.faultline.e2e.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.streams.network.Networks;
import java.io.BufferedWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and pushes to SQL, through the real broker, registry, topologies, sink and engine. */
class EndToEndIT implements RecordedCases, RecordedIndices, GrafanaCases {

  /** One network is crawled once a day; of one every instant is audited, so it has one window. */
  private static final String OWN_RULES =
      """
      network,layer,base_unit,liveness,safety,kind,step_s,windows_s,grace_s,citation
      crawled,storage,GiB,>= 1/2,,convention,3600,172800 604800,60,crawled once a day
      audited,compute,none,>= 1/2,,convention,60,300,30,audited whole
      """;

  @TempDir private static Path folder;
  private static Path ownRules;
  private static RunningPipeline pipeline;

  @BeforeAll
  static void start() throws Exception {
    ownRules = Files.writeString(folder.resolve("networks.csv"), OWN_RULES);
    pipeline = new RunningPipeline(folder.resolve("data"), Networks.load(ownRules));
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  @Override
  public RunningPipeline pipeline() {
    return pipeline;
  }

  @Test
  void whatIsPushedIsMeasuredAndWhatIsRefusedIsNamed() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(pipeline.gatewayUrl() + "/v1/observations"))
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            """
                            [{"network":"render","layer":"compute","node_id":"a",
                              "observed_at":"2024-05-01T12:00:00Z","status":"up","weight":3},
                             {"network":"render","layer":"compute","node_id":"b",
                              "observed_at":"2024-05-01T12:00:00Z","status":"up","weight":-3}]
                            """))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).contains("\"accepted\":1").contains("weight").contains("\"index\":1");
    await()
        .atMost(LONG)
        .until(
            () ->
                pipeline
                    .one("SELECT count() FROM observations WHERE network = 'render'")
                    .equals("1"));
  }

  /**
   * Their tallies passed what a broker takes in a record, and then nothing was measured any more.
   */
  @Test
  void longNamesInGreatNumberHoldUpNobody() throws Exception {
    Path nodes = folder.resolve("long-names.ndjson");
    try (BufferedWriter file = Files.newBufferedWriter(nodes)) {
      for (int minute = 0; minute < 2; minute++) {
        for (int node = 0; node < 4_000; node++) {
          String operator = "operator %d of minute %d ".formatted(node, minute);
          file.write(
              """
              {"network":"longnames","layer":"compute","node_id":"n%d","status":"up","weight":1,\
              "observed_at":"2025-03-01T10:%02d:00Z","operator":"%s","provider":"%s"}
              """
                  .formatted(
                      node,
                      minute,
                      operator + "x".repeat(1_000 - operator.length()),
                      "€".repeat(300) + node));
        }
      }
    }
    pipeline.run("import", "observations-json", nodes.toString());
    pipeline.awaitRows("longnames", "2025-03-01 10:01:00", 3);
    assertThat(
            pipeline.one(
                "SELECT entities, nodes FROM latest_decentralization WHERE network = 'longnames'"
                    + " AND dimension = 'operator' AND weighting = 'nodes' AND window_s = 300"))
        .isEqualTo("4000 4000");
  }

  @Test
  void theAuditSeesACorruptedRow() throws Exception {
    Path nodes = folder.resolve("audited.ndjson");
    try (BufferedWriter file = Files.newBufferedWriter(nodes)) {
      for (int minute = 0; minute < 4; minute++) {
        for (int node = 0; node < 12; node++) {
          file.write(
              """
              {"network":"audited","layer":"compute","node_id":"n%d","weight":%d,
               "observed_at":"2025-03-01T10:%02d:00Z","status":"%s","provider":"p%d","country":"DE"}
              """
                  .formatted(
                      node, 1 + node * node, minute, node == minute ? "down" : "up", node % 4)
                  .replace("\n ", ""));
        }
      }
    }
    pipeline.run("import", "observations-json", "--networks=" + ownRules, nodes.toString());
    pipeline.awaitRows("audited", "2025-03-01 10:03:00", 1);
    // raw rows land in larger batches, and so later
    await()
        .atMost(LONG)
        .until(
            () ->
                pipeline
                    .one("SELECT uniqExact(node_id) FROM placements WHERE network = 'audited'")
                    .equals("12"));
    RunningPipeline.Answer sound = audit("--sample=4");
    assertThat(sound.said()).contains("instants are what the raw rows give", "p0", "audited");
    assertThat(sound.exitCode()).isZero();
    assertThat(
            pipeline.rows(
                "SELECT scenario, toInt32(round(lost_low * 508)), toInt32(round(lost_high * 508)), halts, failed[1],"
                    + " survivors_nodes, survivors_entities['provider'], toString(at) = '2025-03-01"
                    + " 10:03:00.000' FROM latest_stress WHERE network = 'audited' AND window_s ="
                    + " 300 AND scenario IN ('US', 'aws', 'largest-country', 'largest-provider')"
                    + " ORDER BY scenario"))
        .containsExactly(
            "US 0 0 no country:US 11 4 1",
            "aws 0 0 no provider:aws 11 4 1",
            "largest-country 508 508 yes country:DE 0 0 1",
            "largest-provider 172 172 no provider:p3 9 3 1");
    assertThat(
            pipeline.rows(
                "SELECT upper, lower, exact, entities[1], length(entities) FROM latest_joint_nakamoto WHERE network ="
                    + " 'audited' AND window_s = 300"))
        .containsExactly("1 1 true country:DE 1");

    RunningPipeline.Answer same = recompute("--from=2025-03-01T10:00:00Z");
    assertThat(same.said()).contains("no differences", "epoch 1");
    assertThat(same.exitCode()).isZero();

    Query.run(
        pipeline.clickHouse(),
        "INSERT INTO decentralization (* EXCEPT (_landed_at)) SELECT * EXCEPT (_landed_at)"
            + " REPLACE (hhi + 1e-9 AS hhi, _offset + 1000000000 AS _offset) FROM decentralization WHERE"
            + " network = 'audited' AND at = '2025-03-01 10:02:00' AND window_s = 300 AND"
            + " dimension = 'provider' AND weighting = 'weight'");

    RunningPipeline.Answer corrupted = audit("--all");
    assertThat(corrupted.exitCode()).isEqualTo(1);
    assertThat(corrupted.said())
        .contains("decentralization of audited/compute at 2025-03-01T10:02:00Z, window 300 s")
        .contains("provider by weight: hhi is published as");

    RunningPipeline.Answer differs = recompute("--from=2025-03-01T10:00:00Z", "--json");
    assertThat(differs.said())
        .contains("\"epoch\":2", "\"differs\":true")
        .containsOnlyOnce("\"column\":")
        .contains("\"column\":\"hhi\",\"rows\":1,\"first_at\":\"2025-03-01 10:02:00.000\"");
    assertThat(differs.exitCode()).isEqualTo(1);
    assertThat(
            pipeline.one(
                "SELECT count() > 0, uniqExact(_epoch) FROM recomputed_decentralization_2 WHERE"
                    + " at = '2025-03-01 10:02:00'"))
        .isEqualTo("1 1");
    RunningPipeline.Answer used = recompute("--from=2025-03-01T10:00:00Z", "--epoch=2");
    assertThat(used.said()).contains("Give --epoch 3 or more");
    assertThat(used.exitCode()).isEqualTo(1);
    assertThat(recompute("--from=2025-03-01T10:04:00Z", "--to=2025-03-01T10:03:00Z").exitCode())
        .isEqualTo(2);
  }

  private static RunningPipeline.Answer recompute(String... options) {
    return pipeline.execute(
        "recompute",
        Stream.concat(Stream.of("--network=audited", "--networks=" + ownRules), Stream.of(options))
            .toArray(String[]::new));
  }

  private static RunningPipeline.Answer audit(String extent) {
    return pipeline.execute("doctor", "--audit", extent, "--network=audited");
  }

  @Test
  void aNetworkCrawledOnceADayHasItsOwnStepAndWindows() throws Exception {
    Path crawls = folder.resolve("crawls.ndjson");
    try (BufferedWriter file = Files.newBufferedWriter(crawls)) {
      for (int day = 1; day <= 4; day++) {
        for (int node = 0; node < 12; node++) {
          if (node % 5 != day && (node != 10 || day == 1)) {
            file.write(
                """
                {"network":"crawled","layer":"storage","node_id":"n%d","weight":%d,\
                "observed_at":"2025-03-0%dT03:10:00Z","status":"up","provider":"p%d","country":"DE"}
                """
                    .formatted(node, 1 + node * node, day, node % 4));
          }
        }
      }
    }
    pipeline.run("import", "observations-json", "--networks=" + ownRules, crawls.toString());
    pipeline.awaitRows("crawled", "2025-03-04 04:00:00", 2);

    assertThat(
            pipeline.rows(
                "SELECT DISTINCT window_s, toUnixTimestamp(at) % 3600 FROM decentralization WHERE"
                    + " network = 'crawled' ORDER BY 1"))
        .containsExactly("172800 0", "604800 0");
    assertThat(
            pipeline.rows(
                "SELECT window_s, nodes FROM latest_decentralization WHERE network = 'crawled' AND"
                    + " dimension = 'node' AND weighting = 'nodes' ORDER BY 1"))
        .containsExactly("172800 11", "604800 12");
    RunningPipeline.Answer audit =
        pipeline.execute("doctor", "--audit", "--sample=5", "--seed=7", "--network=crawled");
    assertThat(audit.said()).contains("5 instants are what the raw rows give");
    assertThat(audit.exitCode()).isZero();
  }

  @Test
  void everyPartIsReadyAndMeasured() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<String> ready = get(client, "/health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("sink: ready", "streams: ready", "gateway: ready");
    assertThat(get(client, "/metrics").body())
        .contains("faultline_sink")
        .doesNotContain("\nkafka_stream");
    assertThat(get(client, "/metrics?all=1").body()).contains("faultline_sink", "\nkafka_stream");
  }

  private static HttpResponse<String> get(HttpClient client, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(pipeline.operationsUrl() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
