package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.local.Settings;
import dev.faultline.sql.ClickHouse;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Files and pushes to SQL, through the real broker, registry, topologies, sink and engine. */
class EndToEndIT {
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir private static Path folder;
  private static Shutdown shutdown;
  private static Pipeline pipeline;
  private static ClickHouse clickHouse;

  private final StringWriter said = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    shutdown = new Shutdown();
    pipeline =
        Pipeline.start(
            Settings.in(folder.resolve("data")).withFreePorts(),
            0,
            0,
            Enrichers.asInstalled(),
            shutdown,
            line -> {});
    clickHouse = pipeline.clickHouse();
  }

  @AfterAll
  static void stop() {
    shutdown.close();
  }

  @Test
  void solanaOn20October2025() throws Exception {
    Path file = RecordedData.file("nodes/solana-igroza/raw/2025-10-20T0057_165b8c1.csv");
    run(
        "import",
        "solana-geo-csv",
        "--network",
        "solana",
        "--layer",
        "consensus",
        "--observed-at",
        "2025-10-20T00:57:00Z",
        file.toString());

    awaitRows("solana", "2025-10-20 00:57:00");
    assertThat(one("SELECT count(), sum(weight) FROM observations WHERE network = 'solana'"))
        .isEqualTo("947 410364567378187453");
    assertThat(measure("nakamoto_liveness", "node")).isEqualTo("21");
    assertThat(measure("nakamoto_liveness", "asn")).isEqualTo("2");
    assertThat(measure("nakamoto_liveness", "country")).isEqualTo("2");
    assertThat(measure("round(hhi, 4)", "asn")).isEqualTo("0.1044");
    assertThat(measure("round(effective_entities, 2)", "asn")).isEqualTo("9.58");
    assertThat(share("teraswitch")).isEqualTo("24.4");
    assertThat(share("aws")).isEqualTo("6.45");
    assertThat(
            one(
                "SELECT count() FROM population_at(network = 'solana', layer = 'consensus',"
                    + " at = '2025-10-20 00:57:00', window_s = 300) WHERE placed"))
        .isEqualTo("947");
  }

  private static String measure(String column, String dimension) throws Exception {
    return one(
        "SELECT %s FROM latest_decentralization WHERE network = 'solana' AND window_s = 300 AND"
                .formatted(column)
            + " dimension = '%s' AND weighting = 'weight'".formatted(dimension));
  }

  private static String share(String provider) throws Exception {
    return one(
        "SELECT round(share * 100, 2) FROM latest_entity_shares WHERE network = 'solana' AND"
            + " window_s = 300 AND dimension = 'provider' AND weighting = 'weight' AND entity = '%s'"
                .formatted(provider));
  }

  @Test
  void googleCloudOn12June2025() throws Exception {
    Path file = RecordedData.file("incidents/gcp-status/gcp_2025-06-12_revisions.ndjson");
    run("import", "gcp-incidents-json", file.toString());
    run("import", "gcp-incidents-json", file.toString());

    String revisions = "SELECT count(), uniqExact(incident_id) FROM incident_revisions";
    await().atMost(LONG).until(() -> one(revisions).equals("23 1"));
    assertThat(
            Query.rows(
                clickHouse,
                "SELECT DISTINCT toString(begins_at) FROM (SELECT begins_at FROM"
                    + " incident_revisions ORDER BY revision)"))
        .containsExactly("2025-06-12 19:00:00.000", "2025-06-12 17:51:00.000");
    List<String> products =
        Query.rows(clickHouse, "SELECT length(services) FROM incident_revisions ORDER BY revision");
    assertThat(products).startsWith("14", "17").endsWith("55").contains("34", "52", "53");
    assertThat(one("SELECT toString(max(ends_at)) FROM incident_revisions"))
        .isEqualTo("2025-06-13 01:18:00.000");
    await().atMost(LONG).until(() -> downtime("2025-06-14").equals("26820"));
    assertThat(downtime("2025-06-13")).as("still open at midnight").isEqualTo("22140");
  }

  /** Seconds, as known at that midnight, in the 30 days before. */
  private static String downtime(String midnight) throws Exception {
    return one(
        "SELECT toString(sum(downtime_ms) / 1000) FROM provider_reliability FINAL WHERE provider ="
            + " 'gcp' AND region = 'all' AND window_s = 2592000 AND at = '%s 00:00:00'"
                .formatted(midnight));
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
        .until(() -> one("SELECT count() FROM observations WHERE network = 'render'").equals("1"));
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
    run("import", "observations-json", nodes.toString());
    awaitRows("audited", "2025-03-01 10:03:00");
    assertThat(doctor("--audit", "--all")).isZero();
    assertThat(said.toString()).contains("instants are what the raw rows give", "p0", "audited");

    Query.run(
        clickHouse,
        "INSERT INTO decentralization (* EXCEPT (_landed_at)) SELECT * EXCEPT (_landed_at)"
            + " REPLACE (hhi + 1e-9 AS hhi, _epoch + 1 AS _epoch) FROM decentralization WHERE"
            + " network = 'audited' AND at = '2025-03-01 10:02:00' AND window_s = 300 AND"
            + " dimension = 'provider' AND weighting = 'weight'");

    assertThat(doctor("--audit", "--all")).isEqualTo(1);
    assertThat(said.toString())
        .contains("decentralization of audited/compute at 2025-03-01T10:02:00Z, window 300 s")
        .contains("provider by weight: hhi is published as");
  }

  private int doctor(String... args) {
    said.getBuffer().setLength(0);
    return execute("doctor", args);
  }

  @Test
  void everyPartIsReadyAndMeasured() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<String> ready = get(client, "/health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("sink: ready", "streams: ready", "gateway: ready");
    assertThat(get(client, "/metrics").body()).contains("faultline_sink", "kafka_stream");
  }

  private static HttpResponse<String> get(HttpClient client, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(pipeline.operationsUrl() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void run(String command, String... args) {
    assertThat(execute(command, args)).isZero();
  }

  private int execute(String command, String... args) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(args));
    all.add("--bootstrap-servers=" + pipeline.stack().bootstrapServers());
    all.add("--registry-url=" + pipeline.stack().registryUrl());
    all.add("--clickhouse-url=" + clickHouse.url());
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(said, true));
    return line.execute(all.toArray(new String[0]));
  }

  private static void awaitRows(String network, String at) {
    String landed =
        "SELECT uniqExact(window_s, dimension, weighting) FROM decentralization WHERE network = '%s'"
            + " AND at = toDateTime64('%s', 3, 'UTC')";
    String shares =
        "SELECT uniqExact(window_s, dimension, weighting) FROM entity_shares WHERE network = '%s'"
            + " AND dimension = 'provider' AND at = toDateTime64('%s', 3, 'UTC')";
    await().atMost(LONG).until(() -> one(landed.formatted(network, at)).equals("48"));
    await().atMost(LONG).until(() -> one(shares.formatted(network, at)).equals("6"));
  }

  private static String one(String sql) throws Exception {
    return Query.one(clickHouse, sql);
  }
}
