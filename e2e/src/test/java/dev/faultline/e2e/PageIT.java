package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.cli.demo.Demo;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.stress.Scenarios;
import dev.faultline.testkit.RecordedData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The API, and the page in a real browser, over the demo's day and lists of real networks. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {

  private static final String SOLANA = "populations/solana/consensus";

  @TempDir private static Path folder;
  private static RunningPipeline pipeline;
  private static ApiClient api;

  @BeforeAll
  static void start() throws Exception {
    pipeline = new RunningPipeline(folder.resolve("data"), Networks.load());
    new Demo(
            KafkaConnection.to(pipeline.bootstrapServers(), pipeline.registryUrl()),
            pipeline.clickHouse(),
            Networks.load(),
            Scenarios.load().all().size(),
            new PrintWriter(new StringWriter()))
        .run();
    api = new ApiClient(pipeline.operationsUrl());
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  @Test
  void everyQuestionHasAnAnswerAndTheSameAnswerIsNotSentTwice() throws Exception {
    for (String path :
        List.of(
            "status",
            "populations?trend=86400",
            SOLANA,
            SOLANA + "/series?measure=resilience_index,index_low",
            SOLANA + "/series?dimension=provider&measure=hhi,top1&step=3600",
            SOLANA + "/entities?dimension=country&since=7200",
            SOLANA + "/entities/series?top=3",
            SOLANA + "/stress",
            SOLANA + "/audit",
            "incidents?open=true&at=2025-10-20T08:30:00Z",
            "incidents/demo/aws-us-east-1-2025-10-20",
            "alerts?state=firing",
            "entities",
            "snapshots")) {
      HttpResponse<String> answer = api.get(path);
      assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
      String tag = answer.headers().firstValue("ETag").orElseThrow();
      if (!path.equals("status")) {
        assertThat(api.get(path, "If-None-Match", tag).statusCode()).as(path).isEqualTo(304);
      }
    }
    api.post("what-if", "{\"entities\":[\"provider:aws\"],\"at\":\"2025-10-20T08:30:00Z\"}");
    assertThat(api.description().answered()).containsAll(api.description().operations());
  }

  @Test
  void thePastIsAsItWasKnown() throws Exception {
    JsonNode during = api.json(SOLANA + "?at=2025-10-20T08:30:00Z");
    assertThat(during.get("at").asText()).isEqualTo("2025-10-20T08:30:00Z");
    assertThat(during.get("incidents").get(0).get("severity").asText()).isEqualTo("critical");

    JsonNode then = api.json("incidents/demo/aws-us-east-1-2025-10-20?at=2025-10-20T08:30:00Z");
    assertThat(then.get("incident").get("ends_at").isNull()).isTrue();
    JsonNode now = api.json("incidents/demo/aws-us-east-1-2025-10-20");
    assertThat(now.get("incident").get("status").asText()).isEqualTo("resolved");
    assertThat(now.get("revisions").size()).isGreaterThan(then.get("revisions").size());
    assertThat(now.get("ripple").findValuesAsText("dependant")).contains("coinbase", "github");
    assertThat(now.get("impact").findValuesAsText("network")).contains("solana", "ethereum");
  }

  /**
   * AWS hosts more than a tenth of Solana and Ethereum; the day's outage is known from 07:11 on.
   */
  @Test
  void theOutageFiresWhenItIsKnownAndIsResolvedAtItsEnd() throws Exception {
    String outage = "alerts?subject=ethereum/execution&at=";
    assertThat(states(api.json(outage + "2025-10-20T06:50:00Z"), "outage")).isEmpty();
    assertThat(states(api.json(outage + "2025-10-20T08:30:00Z"), "outage"))
        .containsExactly("firing");
    JsonNode firing = api.json("alerts?state=firing&at=2025-10-20T08:30:00Z");
    assertThat(firing.get("alerts").findValuesAsText("rule")).contains("halting", "outage");
  }

  private static List<String> states(JsonNode answer, String rule) {
    List<String> states = new ArrayList<>();
    for (JsonNode alert : answer.get("alerts")) {
      if (alert.get("rule").asText().equals(rule)) {
        states.add(alert.get("state").asText());
      }
    }
    return states;
  }

  @Test
  void aWhatIfIsTheScenarioOfTheSameEntities() throws Exception {
    JsonNode stress = api.json(SOLANA + "/stress");
    JsonNode aws = null;
    for (JsonNode each : stress.get("scenarios")) {
      aws = each.get("scenario").asText().equals("aws") ? each : aws;
    }
    JsonNode answer = api.post("what-if", "{\"entities\":[\"provider:aws\"]}");
    for (JsonNode each : answer.get("populations")) {
      if (each.get("network").asText().equals("solana")) {
        assertThat(each.get("loss").asDouble()).isEqualTo(aws.get("lost_low").asDouble());
        assertThat(each.get("survivors_nodes").asLong())
            .isEqualTo(aws.get("survivors_nodes").asLong());
        assertThat(each.get("halts").asBoolean()).isFalse();
      }
    }
  }

  /** It answers from groups of nodes that it keeps: the view reads the raw rows each time. */
  @Test
  void aWhatIfIsWhatTheViewSays() throws Exception {
    for (String entities :
        List.of(
            "'provider:aws', 'country:US'",
            "'region:aws/us-east-1'",
            "'client:agave', 'hosting:tor'",
            "'country:DE', 'asn:AS24940', 'provider:nobody'")) {
      JsonNode answer = api.post("what-if", "{\"entities\":[" + entities.replace('\'', '"') + "]}");
      assertThat(answer.get("populations")).hasSize(3);
      for (JsonNode each : answer.get("populations")) {
        String weighting = each.get("weighting").asText();
        assertThat(
                pipeline.one(
                    ("SELECT live, lost, halts FROM loss_at(entities = [%s], network = '%s',"
                            + " layer = '%s', at = '2025-10-20 10:00:00', window_s = %d)"
                            + " WHERE weighting = '%s'")
                        .formatted(
                            entities,
                            each.get("network").asText(),
                            each.get("layer").asText(),
                            each.get("window_s").asInt(),
                            weighting)))
            .as(entities + " " + each)
            .isEqualTo(
                "%d %d %d"
                    .formatted(
                        each.get("live").asLong(),
                        each.get("lost").asLong(),
                        each.get("halts").asBoolean() ? 1 : 0));
      }
    }
  }

  @Test
  void wrongQuestionsAreToldWhatIsWrong() throws Exception {
    problem(api.get("populations?at=yesterday"), 400, "at");
    problem(api.get("populations?window=1"), 400, "window");
    problem(api.get(SOLANA + "/series?measure=password"), 400, "measure");
    problem(api.get(SOLANA + "/series?from=2024-01-01T00:00:00Z&step=1"), 400, "step");
    problem(api.get(SOLANA + "/series?from=2026-01-01T00:00:00Z"), 400, "from");
    problem(api.get("populations/solana/storage"), 404, null);
    problem(api.get(SOLANA + "?window=7"), 404, null);
    problem(api.get("incidents/demo/none"), 404, null);
    problem(api.get("nothing"), 404, null);
    problem(api.get("what-if"), 405, null);
    problem(api.get("status", "Accept", "text/csv"), 406, "Accept");
    problem(api.send("what-if", "{\"entities\":[]}"), 400, "entities");
    problem(api.send("what-if", "{\"entities\":"), 400, "body");
  }

  @Test
  void aTableForASpreadsheet() throws Exception {
    HttpResponse<String> answer = api.get(SOLANA + "/entities?limit=2", "Accept", "text/csv");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(answer.body().lines().toList())
        .hasSize(3)
        .first()
        .isEqualTo("rank,entity,nodes,weight,share,share_before,rank_before");
  }

  @Test
  void whatIsNotEncodedAsItShouldBeIsTheClientsMistake() throws Exception {
    URI page = URI.create(pipeline.operationsUrl());
    try (Socket socket = new Socket(page.getHost(), page.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/populations?trend=%zz HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .replace("%s", page.getAuthority())
                  .getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("problem+json", "\"query\"");
    }
  }

  @TestFactory
  Stream<DynamicTest> inChromium() throws Exception {
    return Browser.checks(pipeline.operationsUrl(), folder.resolve("browser.log"));
  }

  /**
   * Lists of real networks, of an instant that the demo has too. The last test, as others count
   * networks.
   */
  @TestFactory
  @Order(Integer.MAX_VALUE)
  Stream<DynamicTest> listsOfRealNetworks() throws Exception {
    importList("armiarma-csv", "ethereum-list", "geobeat/ethereum-ips_HEAD.csv.gz");
    importList(
        "bitnodes-csv", "bitcoin-list", "bitcoin-bitnodes-2023/nodes_2023-06-25_e9cc846.csv.gz");
    importList("solana-geo-csv", "solana-list", "solana-igroza/raw/2025-10-20T0057_165b8c1.csv");
    List<String> lists = new ArrayList<>();
    for (String network : List.of("ethereum-list", "bitcoin-list", "solana-list")) {
      lists.add(network + "/consensus");
      String path = "populations/" + network + "/consensus";
      await().atMost(RunningPipeline.LONG).until(() -> api.get(path).statusCode() == 200);
      JsonNode detail = api.json(path);
      assertThat(detail.get("live_nodes").asInt()).as(network).isGreaterThan(900);
      assertThat(detail.get("resilience_index").isNull()).as(network).isFalse();
      await()
          .atMost(RunningPipeline.LONG)
          .until(() -> api.json(path + "/stress").get("scenarios").size() == 15);
      assertThat(api.json(path + "/entities?dimension=provider").get("entities").size())
          .isGreaterThan(10);
    }
    assertThat(api.json("populations").get("populations").findValuesAsText("network"))
        .contains("ethereum-list", "bitcoin-list", "solana-list");
    return Browser.checks(
        pipeline.operationsUrl(), folder.resolve("lists.log"), lists.toArray(new String[0]));
  }

  private static void importList(String format, String network, String file) {
    pipeline.run(
        "import",
        format,
        "--network=" + network,
        "--layer=consensus",
        "--observed-at=2025-10-20T09:59:30Z",
        RecordedData.file("nodes/" + file).toString());
  }

  private static void problem(HttpResponse<String> answer, int status, String parameter)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = ApiClient.JSON.readTree(answer.body());
    assertThat(problem.get("detail").asText()).isNotEmpty();
    assertThat(problem.path("parameter").asText(null)).isEqualTo(parameter);
  }
}
