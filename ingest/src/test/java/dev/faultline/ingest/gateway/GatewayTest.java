package dev.faultline.ingest.gateway;

import static dev.faultline.ingest.gateway.RunningGateway.GOOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.source.ReadRecords;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

  private final RecordedPublications publications = new RecordedPublications();
  private final List<RunningGateway> running = new ArrayList<>();
  private RunningGateway gateway;

  @AfterEach
  void stop() {
    running.forEach(RunningGateway::close);
  }

  private void start(GatewaySettings settings) throws IOException {
    gateway = RunningGateway.start(settings, publications);
    running.add(gateway);
  }

  private void start() throws IOException {
    start(GatewaySettings.local(0));
  }

  @Test
  void takesObservationsAndTellsWhichItRefused() throws Exception {
    start();
    HttpResponse<String> response =
        gateway.post(
            "/v1/observations", "[" + GOOD + "," + GOOD.replace("up", "maybe") + "," + GOOD + "]");

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
        gateway.post(
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

    assertThat(gateway.post("/v1/incidents", incident).body()).contains("\"accepted\":1");
    assertThat(gateway.post("/v1/incidents", incident).statusCode()).isEqualTo(202);
    assertThat(gateway.post("/v1/incidents", incident.replace("major", "minor")).statusCode())
        .isEqualTo(202);
    assertThat(publications.revisions()).extracting(r -> r.getRevision()).containsExactly(1, 2);
  }

  @Test
  void answersOnlyAfterTheAcknowledgement() throws Exception {
    publications.hold();
    start();
    CompletableFuture<HttpResponse<String>> answer = gateway.postLater();
    await().until(() -> publications.observations().size() == 1);
    assertThat(answer).isNotDone();

    publications.flush();

    assertThat(answer.get().statusCode()).isEqualTo(202);
  }

  @Test
  void whatIsNotAcknowledgedIsNotAccepted() throws Exception {
    publications.failAfter(1);
    start();
    HttpResponse<String> response = gateway.post("/v1/observations", GOOD + "\n" + GOOD);

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
    assertThat(gateway.post("/v1/incidents", incident).statusCode()).isEqualTo(503);

    publications.failAfter(Integer.MAX_VALUE);

    assertThat(gateway.post("/v1/incidents", incident).statusCode()).isEqualTo(202);
    assertThat(publications.revisions()).hasSize(1);
  }

  @Test
  void answersOnOtherPathsAndMethods() throws Exception {
    start();

    assertThat(gateway.get("/v1/observations").statusCode()).isEqualTo(405);
    assertThat(gateway.get("/v1/nodes").statusCode()).isEqualTo(404);
    assertThat(gateway.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(gateway.post("/v1/observations", GOOD).statusCode()).isEqualTo(202);
    assertThat(gateway.get("/metrics").body())
        .contains(
            "faultline_gateway_records_total{outcome=\"accepted\",path=\"/v1/observations\"} 1.0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void isNotReadyWithoutBrokers() throws Exception {
    start();
    gateway.loseBrokers();

    assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void watermarksForWhatItWasSentWhenItStops() throws Exception {
    start();
    gateway.post("/v1/observations", GOOD);

    running.remove(0).close();

    assertThat(publications.said()).hasSize(2);
    assertThat(publications.said().get(0).closing()).isFalse();
    assertThat(publications.said().get(1).closing()).isTrue();
    assertThat(publications.said().get(1).publisher()).isEqualTo("gateway/main");
    assertThat(publications.watermarks())
        .last()
        .satisfies(
            watermark -> assertThat(watermark.population().key()).isEqualTo("solana/consensus"))
        .satisfies(watermark -> assertThat(watermark.t()).isEqualTo(ReadRecords.NOW));
  }
}
