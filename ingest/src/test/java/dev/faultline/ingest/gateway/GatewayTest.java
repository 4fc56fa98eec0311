package dev.faultline.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.faultline.ingest.publish.Cadence;
import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.source.ReadRecords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

  private static final String GOOD =
      "{\"network\":\"solana\",\"layer\":\"consensus\",\"node_id\":\"n\","
          + "\"observed_at\":\"2026-10-20T00:57:00Z\",\"status\":\"up\"}";
  private static final Clock CLOCK = Clock.fixed(ReadRecords.NOW, ZoneOffset.UTC);

  private final HttpClient client = HttpClient.newHttpClient();
  private final RecordedPublications publications = new RecordedPublications();
  private final AtomicBoolean brokersReachable = new AtomicBoolean(true);
  private final List<Gateway> running = new ArrayList<>();
  private int port;

  @AfterEach
  void stop() {
    publications.flush();
    running.forEach(Gateway::close);
  }

  private void start(GatewaySettings settings) throws IOException {
    Gateway gateway =
        new Gateway(
            settings,
            publications,
            ledger -> publications.revisions().forEach(ledger::enter),
            population -> Cadence.DEFAULT,
            brokersReachable::get,
            CLOCK);
    running.add(gateway);
    port = gateway.start();
  }

  private void start() throws IOException {
    start(GatewaySettings.local(0));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, BodyPublisher body)
      throws IOException, InterruptedException {
    return send(request(path).POST(body).build());
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return post(path, BodyPublishers.ofString(body));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  @Test
  void takesObservationsAndTellsWhichItRefused() throws Exception {
    start();
    HttpResponse<String> response =
        post("/v1/observations", "[" + GOOD + "," + GOOD.replace("up", "maybe") + "," + GOOD + "]");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body())
        .isEqualTo(
            "{\"accepted\":2,\"rejected\":[{\"index\":1,\"field\":\"status\",\"reason\":"
                + "\"'maybe' is not one of up, degraded, down\"}]}");
    assertThat(publications.observations()).hasSize(2);
    assertThat(publications.observations().get(0).getSource()).isEqualTo("gateway");
    assertThat(publications.deadLetters()).hasSize(1);
    assertThat(publications.deadLetters().get(0).getStage()).isEqualTo("gateway");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "{}", "[7]", "<html>", "[{\"a\":", "\u001f\u008bgzip"})
  void refusesABodyOfWhichItTakesNothing(String body) throws Exception {
    start();
    HttpResponse<String> response =
        post(
            "/v1/observations",
            BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("{");
    assertThat(publications.observations()).isEmpty();
  }

  @Test
  void takesIncidentsOnce() throws Exception {
    start();
    String incident =
        "{\"source\":\"manual\",\"incident_id\":\"1\",\"provider\":\"hetzner\","
            + "\"status\":\"identified\",\"severity\":\"major\","
            + "\"begins_at\":\"2026-10-20T06:50:00Z\",\"title\":\"Power loss\"}";

    assertThat(post("/v1/incidents", incident).body()).contains("\"accepted\":1");
    assertThat(post("/v1/incidents", incident).statusCode()).isEqualTo(202);
    assertThat(post("/v1/incidents", incident.replace("major", "minor")).statusCode())
        .isEqualTo(202);
    assertThat(publications.revisions()).extracting(r -> r.getRevision()).containsExactly(1, 2);
  }

  @Test
  void answersOnlyAfterTheAcknowledgement() throws Exception {
    publications.hold();
    start();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request("/v1/observations").POST(BodyPublishers.ofString(GOOD)).build(),
            BodyHandlers.ofString());
    await().until(() -> publications.observations().size() == 1);
    assertThat(answer).isNotDone();

    publications.flush();

    assertThat(answer.get().statusCode()).isEqualTo(202);
  }

  @Test
  void whatIsNotAcknowledgedIsNotAccepted() throws Exception {
    publications.failAfter(1);
    start();
    HttpResponse<String> response = post("/v1/observations", GOOD + "\n" + GOOD);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(response.body()).contains("send it again");
  }

  @Test
  void anIncidentThatWasNotAcknowledgedIsTakenTheNextTime() throws Exception {
    publications.failAfter(0);
    start();
    String incident =
        "{\"source\":\"manual\",\"incident_id\":\"1\",\"provider\":\"x\",\"status\":\"resolved\","
            + "\"severity\":\"info\",\"begins_at\":\"2026-10-20T06:50:00Z\",\"title\":\"t\"}";
    assertThat(post("/v1/incidents", incident).statusCode()).isEqualTo(503);

    publications.failAfter(Integer.MAX_VALUE);

    assertThat(post("/v1/incidents", incident).statusCode()).isEqualTo(202);
    assertThat(publications.revisions()).hasSize(1);
  }

  @Test
  void refusesBodiesThatAreTooLarge() throws Exception {
    start();
    byte[] large = new byte[GatewaySettings.MOST_BYTES + 1];

    assertThat(postRaw("Content-Length: " + large.length + "\r\n\r\n")).startsWith("HTTP/1.1 413");
    HttpResponse<String> chunked =
        post(
            "/v1/observations",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
    assertThat(chunked.statusCode()).isEqualTo(413);
    assertThat(publications.order()).isEmpty();
  }

  @Test
  void refusesAGzipBombWithoutUnpackingIt() throws Exception {
    start();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      byte[] blanks = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        gzip.write(blanks);
      }
    }
    assertThat(packed.size()).isLessThan(1 << 20);

    HttpResponse<String> response =
        post("/v1/observations", BodyPublishers.ofByteArray(packed.toByteArray()));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("when unpacked");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void takesGzip() throws Exception {
    start();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> response =
        post("/v1/observations", BodyPublishers.ofByteArray(packed.toByteArray()));

    assertThat(response.statusCode()).isEqualTo(202);
  }

  @Test
  void refusesTooManyRecordsAndPublishesNoneOfThem() throws Exception {
    start();
    String body = "{}\n".repeat(GatewaySettings.MOST_RECORDS + 1);

    assertThat(post("/v1/observations", body).statusCode()).isEqualTo(413);
    assertThat(publications.order()).isEmpty();
  }

  @Test
  void asksForTheTokenBeforeItReadsTheBody() throws Exception {
    start(GatewaySettings.local(0).withToken("s3cret"));

    assertThat(post("/v1/observations", GOOD).statusCode()).isEqualTo(401);
    assertThat(withToken("wrong").headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(withToken("").statusCode()).isEqualTo(401);
    assertThat(withToken("s3cret").statusCode()).isEqualTo(202);
    assertThat(get("/metrics").statusCode()).isEqualTo(200);
    assertThat(GatewaySettings.local(0).withToken("s3cret").toString()).doesNotContain("s3cret");
  }

  private HttpResponse<String> withToken(String token) throws IOException, InterruptedException {
    return send(
        request("/v1/observations")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(GOOD))
            .build());
  }

  @Test
  void needsATokenBeyondLoopback() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> start(GatewaySettings.local(0).withHost("0.0.0.0")))
        .withMessageContaining("set a token");
  }

  @Test
  void cutsOffSlowBodiesWhileOthersAreServed() throws Exception {
    start(GatewaySettings.local(0).withTimeouts(Duration.ofMillis(300), Duration.ofSeconds(5)));
    try (Socket slow = new Socket("127.0.0.1", port)) {
      slow.getOutputStream().write(head("Content-Length: 1000\r\n\r\n["));
      assertThat(post("/v1/observations", GOOD).statusCode()).isEqualTo(202);
      assertThat(answerOf(slow)).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void tellsSendersToComeBackWhenItIsBusy() throws Exception {
    publications.hold();
    start(GatewaySettings.local(0).withCapacity(1, 1));
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(
          client.sendAsync(
              request("/v1/observations").POST(BodyPublishers.ofString(GOOD)).build(),
              BodyHandlers.ofString()));
    }
    await().until(() -> answers.stream().filter(CompletableFuture::isDone).count() >= 6);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    await()
        .until(
            () -> {
              publications.flush();
              return answers.stream().allMatch(CompletableFuture::isDone);
            });

    List<Integer> statuses = answers.stream().map(a -> a.join().statusCode()).sorted().toList();
    assertThat(statuses).containsExactly(202, 202, 503, 503, 503, 503, 503, 503);
  }

  @Test
  void answersOnOtherPathsAndMethods() throws Exception {
    start();

    assertThat(get("/v1/observations").statusCode()).isEqualTo(405);
    assertThat(get("/v1/nodes").statusCode()).isEqualTo(404);
    assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(post("/v1/observations", GOOD).statusCode()).isEqualTo(202);
    assertThat(get("/metrics").body())
        .contains(
            "faultline_gateway_records_total{outcome=\"accepted\",path=\"/v1/observations\"} 1.0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void isNotReadyWithoutBrokers() throws Exception {
    brokersReachable.set(false);
    start();

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhatToDoWhenThePortIsTaken() throws Exception {
    start();
    int taken = port;

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> start(GatewaySettings.local(taken)))
        .withMessageContaining("is another gateway running?");
  }

  @Test
  void ticksForWhatItWasSentWhenItStops() throws Exception {
    start();
    post("/v1/observations", GOOD);

    running.remove(0).close();

    assertThat(publications.ticks())
        .singleElement()
        .satisfies(tick -> assertThat(tick.population().key()).isEqualTo("solana/consensus"))
        .satisfies(tick -> assertThat(tick.t()).isEqualTo(ReadRecords.NOW));
  }

  private static byte[] head(String rest) {
    return ("POST /v1/observations HTTP/1.1\r\nHost: localhost\r\n" + rest)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String postRaw(String rest) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(head(rest));
      return answerOf(socket);
    }
  }

  private static String answerOf(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    byte[] start = socket.getInputStream().readNBytes(12);
    return new String(start, StandardCharsets.US_ASCII);
  }
}
