package dev.faultline.e2e;

import static dev.faultline.e2e.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.local.FreePorts;
import dev.faultline.streams.network.Networks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several publishers of one population, and those that are killed and started again. */
class PublishersIT {

  /** The lag is far less than what the recordings span. */
  private static final String RULES =
      """
      network,layer,base_unit,liveness,safety,kind,step_s,windows_s,grace_s,publisher_lag_s,citation
      together,compute,gpu,>= 1/2,,convention,60,300 3600,30,1800,imported in two parts
      alone,compute,gpu,>= 1/2,,convention,60,300 3600,30,1800,imported at once
      live,compute,gpu,>= 1/2,,convention,1,60 3600,1,3600,pushed
      """;

  private static final Instant BEGIN = Instant.parse("2025-06-01T00:00:00Z");
  private static final int MINUTES = 240;
  private static final String ROWS =
      "SELECT * EXCEPT (network, _topic, _partition, _offset, _epoch, _landed_at) FROM %s FINAL"
          + " WHERE network = '%s' ORDER BY ALL";

  @TempDir private static Path folder;
  private static RunningPipeline pipeline;
  private static Path rules;

  @BeforeAll
  static void start() throws Exception {
    rules = Files.writeString(folder.resolve("networks.csv"), RULES);
    pipeline = new RunningPipeline(folder.resolve("data"), Networks.load(rules));
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  private static List<String> shuffled(long seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      for (int node = 0; node < 10; node++) {
        lines.add(
            "{\"network\":\"NETWORK\",\"layer\":\"compute\",\"node_id\":\"n%d\",\"observed_at\":\"%s\",\"status\":\"%s\",\"weight\":%d,\"provider\":\"p%d\"}"
                .formatted(
                    node,
                    BEGIN.plus(minute, ChronoUnit.MINUTES).plusMillis(random.nextInt(60_000)),
                    random.nextInt(9) == 0 ? "down" : "up",
                    1 + random.nextInt(1000),
                    random.nextInt(4)));
      }
    }
    Collections.shuffle(lines, random);
    return lines;
  }

  private static Path file(String name, String network, List<String> lines) throws Exception {
    return Files.writeString(
        folder.resolve(name), String.join("\n", lines).replace("NETWORK", network) + "\n");
  }

  private static RunningPipeline.Answer runImport(Path file) {
    return pipeline.execute(
        "import", "observations-json", file.toString(), "--networks", rules.toString());
  }

  private static void awaitInstant(String network, Instant at) {
    await()
        .atMost(LONG)
        .until(
            () ->
                pipeline
                    .one(
                        "SELECT if(count() > 0, 'there', 'awaited') FROM decentralization WHERE network = '%s' AND toUnixTimestamp64Milli(at) >= %d"
                            .formatted(network, at.toEpochMilli()))
                    .equals("there"));
  }

  @Test
  void twoImportsAtOnceGiveTheRowsOfOne() throws Exception {
    long seed = new Random().nextLong();
    List<String> lines = shuffled(seed);
    Path all = file("all.ndjson", "alone", lines);
    // one is much longer than the other, and done much later
    Path first = file("first.ndjson", "together", lines.subList(0, lines.size() / 5));
    Path second = file("second.ndjson", "together", lines.subList(lines.size() / 5, lines.size()));

    CompletableFuture<RunningPipeline.Answer> other =
        CompletableFuture.supplyAsync(() -> runImport(first));
    RunningPipeline.Answer one = runImport(second);
    assertThat(one.exitCode()).as(one.said()).isZero();
    assertThat(other.join().exitCode()).as(other.join().said()).isZero();
    RunningPipeline.Answer sequential = runImport(all);
    assertThat(sequential.exitCode()).as(sequential.said()).isZero();

    Instant last = BEGIN.plus(MINUTES, ChronoUnit.MINUTES);
    awaitInstant("together", last);
    awaitInstant("alone", last);
    for (String table : List.of("decentralization", "resilience")) {
      String count = "SELECT count() FROM %s FINAL WHERE network = '%s'";
      await()
          .atMost(LONG)
          .until(
              () ->
                  pipeline
                      .one(count.formatted(table, "together"))
                      .equals(pipeline.one(count.formatted(table, "alone"))));
      assertThat(pipeline.rows(ROWS.formatted(table, "together")))
          .as("seed %d, %s", seed, table)
          .hasSizeGreaterThan(MINUTES)
          .isEqualTo(pipeline.rows(ROWS.formatted(table, "alone")));
    }
    assertThat(pipeline.one("SELECT max(late) FROM decentralization WHERE network = 'together'"))
        .isEqualTo("0");
    assertThat(one.said()).contains("late                0");
    RunningPipeline.Answer audit =
        pipeline.execute(
            "doctor",
            "--audit",
            "--sample",
            "4",
            "--network",
            "together",
            "--networks",
            rules.toString());
    assertThat(audit.exitCode()).as(audit.said()).isZero();
    assertThat(audit.said()).contains("4 instants are what the raw rows give");

    RunningPipeline.Answer again = runImport(file("late.ndjson", "together", lines.subList(0, 3)));
    assertThat(again.said()).contains("late                3");
    assertThat(pipeline.execute("publishers", "--json").said())
        .contains("\"publisher\" : \"import/", "\"state\" : \"closed\"")
        .doesNotContain("\"network\" : \"together\",\n  \"state\" : \"open\"");
  }

  @Test
  void aGatewayThatIsKilledGoesOnWithWhatItHadAndASilentNetworkCloses() throws Exception {
    int port = FreePorts.one();
    Process gateway = gateway(port);
    try {
      post(
          port,
          "{\"network\":\"live\",\"layer\":\"compute\",\"node_id\":\"a\",\"observed_at\":\"%s\",\"status\":\"up\",\"weight\":3}"
              .formatted(Instant.now()));
      awaitInstant("live", Instant.now().minusSeconds(30));
    } finally {
      gateway.destroyForcibly().waitFor();
    }
    Instant killed = Instant.now();
    Process restarted = gateway(port);
    try {
      awaitInstant("live", killed.plusSeconds(10));
    } finally {
      restarted.destroyForcibly().waitFor();
    }

    assertThat(pipeline.execute("doctor", "--networks", rules.toString()).said())
        .contains("gateway/killed");
    assertThat(pipeline.execute("publishers", "close", "gateway/killed").said())
        .startsWith("closed gateway/killed for live/compute at ");
    RunningPipeline.Answer unknown = pipeline.execute("publishers", "close", "gateway/killed");
    assertThat(unknown.exitCode()).isEqualTo(1);
  }

  private static Process gateway(int port) throws Exception {
    Process process =
        FaultlineProcess.of(
                folder.resolve("gateway.log"),
                List.of(
                    "gateway",
                    "--name",
                    "killed",
                    "--port",
                    Integer.toString(port),
                    "--networks",
                    rules.toString(),
                    "--bootstrap-servers",
                    pipeline.bootstrapServers(),
                    "--registry-url",
                    pipeline.registryUrl()))
            .start();
    HttpClient client = HttpClient.newHttpClient();
    URI live = URI.create("http://127.0.0.1:" + port + "/health/live");
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(
            () ->
                client
                        .send(
                            HttpRequest.newBuilder(live).build(),
                            HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                    == 200);
    assertThat(process.waitFor(0, TimeUnit.SECONDS)).isFalse();
    return process;
  }

  private static void post(int port, String body) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/observations"))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }
}
