package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.cli.demo.Demo;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.stress.Scenarios;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The API, and the page in a real browser, over the demo's day. */
class PageIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOLANA = "populations/solana/consensus";

  @TempDir private static Path folder;
  private static RunningPipeline pipeline;
  private static final OpenApiDocument DESCRIPTION = new OpenApiDocument();
  private final HttpClient client = HttpClient.newHttpClient();

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
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
      String tag = answer.headers().firstValue("ETag").orElseThrow();
      if (!path.equals("status")) {
        assertThat(get(path, "If-None-Match", tag).statusCode()).as(path).isEqualTo(304);
      }
    }
    post("what-if", "{\"entities\":[\"provider:aws\"],\"at\":\"2025-10-20T08:30:00Z\"}");
    assertThat(DESCRIPTION.answered()).containsAll(DESCRIPTION.operations());
  }

  @Test
  void thePastIsAsItWasKnown() throws Exception {
    JsonNode during = json(SOLANA + "?at=2025-10-20T08:30:00Z");
    assertThat(during.get("at").asText()).isEqualTo("2025-10-20T08:30:00Z");
    assertThat(during.get("incidents").get(0).get("severity").asText()).isEqualTo("critical");

    JsonNode then = json("incidents/demo/aws-us-east-1-2025-10-20?at=2025-10-20T08:30:00Z");
    assertThat(then.get("incident").get("ends_at").isNull()).isTrue();
    JsonNode now = json("incidents/demo/aws-us-east-1-2025-10-20");
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
    assertThat(states(json(outage + "2025-10-20T06:50:00Z"), "outage")).isEmpty();
    assertThat(states(json(outage + "2025-10-20T08:30:00Z"), "outage")).containsExactly("firing");
    JsonNode firing = json("alerts?state=firing&at=2025-10-20T08:30:00Z");
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
    JsonNode stress = json(SOLANA + "/stress");
    JsonNode aws = null;
    for (JsonNode each : stress.get("scenarios")) {
      aws = each.get("scenario").asText().equals("aws") ? each : aws;
    }
    JsonNode answer = post("what-if", "{\"entities\":[\"provider:aws\"]}");
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
      JsonNode answer = post("what-if", "{\"entities\":[" + entities.replace('\'', '"') + "]}");
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
    problem(get("populations?at=yesterday"), 400, "at");
    problem(get("populations?window=1"), 400, "window");
    problem(get(SOLANA + "/series?measure=password"), 400, "measure");
    problem(get(SOLANA + "/series?from=2024-01-01T00:00:00Z&step=1"), 400, "step");
    problem(get(SOLANA + "/series?from=2026-01-01T00:00:00Z"), 400, "from");
    problem(get("populations/solana/storage"), 404, null);
    problem(get(SOLANA + "?window=7"), 404, null);
    problem(get("incidents/demo/none"), 404, null);
    problem(get("nothing"), 404, null);
    problem(get("what-if"), 405, null);
    problem(get("status", "Accept", "text/csv"), 406, "Accept");
    problem(send("what-if", "{\"entities\":[]}"), 400, "entities");
    problem(send("what-if", "{\"entities\":"), 400, "body");
  }

  @Test
  void aTableForASpreadsheet() throws Exception {
    HttpResponse<String> answer = get(SOLANA + "/entities?limit=2", "Accept", "text/csv");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(answer.body().lines().toList())
        .hasSize(3)
        .first()
        .isEqualTo("rank,entity,nodes,weight,share,share_before,rank_before");
  }

  @TestFactory
  Stream<DynamicTest> inChromium() throws Exception {
    return Browser.checks(pipeline.operationsUrl(), folder.resolve("browser.log"));
  }

  private static void problem(HttpResponse<String> answer, int status, String parameter)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.get("detail").asText()).isNotEmpty();
    assertThat(problem.path("parameter").asText(null)).isEqualTo(parameter);
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private JsonNode post(String path, String body) throws Exception {
    HttpResponse<String> answer = send(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(String path, String body) throws Exception {
    return described(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return described(request.build());
  }

  /** Every answer is what the description says of it. */
  private HttpResponse<String> described(HttpRequest request) throws Exception {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 304) {
      assertThat(
              DESCRIPTION.problems(
                  request.method(),
                  request.uri().getPath(),
                  answer.statusCode(),
                  answer.headers().firstValue("Content-Type").orElse(""),
                  answer.body()))
          .as("%s: %s", request.uri(), answer.body())
          .isEmpty();
    }
    return answer;
  }

  private static URI uri(String path) {
    return URI.create(pipeline.operationsUrl() + "/api/v1/" + path);
  }
}
