package dev.faultline.ingest.gateway;

import static dev.faultline.ingest.gateway.RunningGateway.GOOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.faultline.ingest.publish.RecordedPublications;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayLimitsTest {

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
  void refusesBodiesThatAreTooLarge() throws Exception {
    start();
    byte[] large = new byte[GatewaySettings.MOST_BYTES + 1];

    try (Socket announced = gateway.begin("Content-Length: " + large.length + "\r\n\r\n")) {
      assertThat(RunningGateway.statusLine(announced)).isEqualTo("HTTP/1.1 413");
    }
    HttpResponse<String> chunked =
        gateway.post(
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
        gateway.post("/v1/observations", BodyPublishers.ofByteArray(packed.toByteArray()));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("when unpacked");
    assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void takesGzip() throws Exception {
    start();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> response =
        gateway.post("/v1/observations", BodyPublishers.ofByteArray(packed.toByteArray()));

    assertThat(response.statusCode()).isEqualTo(202);
  }

  @Test
  void refusesTooManyRecordsAndPublishesNoneOfThem() throws Exception {
    start();
    String body = "{}\n".repeat(GatewaySettings.MOST_RECORDS + 1);

    assertThat(gateway.post("/v1/observations", body).statusCode()).isEqualTo(413);
    assertThat(publications.order()).isEmpty();
  }

  @Test
  void asksForTheTokenBeforeItReadsTheBody() throws Exception {
    start(GatewaySettings.local(0).withToken("s3cret"));

    assertThat(gateway.post("/v1/observations", GOOD).statusCode()).isEqualTo(401);
    assertThat(gateway.postWithToken("wrong").headers().firstValue("WWW-Authenticate"))
        .contains("Bearer");
    assertThat(gateway.postWithToken("").statusCode()).isEqualTo(401);
    assertThat(gateway.postWithToken("s3cret").statusCode()).isEqualTo(202);
    assertThat(gateway.get("/metrics").statusCode()).isEqualTo(200);
    assertThat(GatewaySettings.local(0).withToken("s3cret").toString()).doesNotContain("s3cret");
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
    try (Socket slow = gateway.begin("Content-Length: 1000\r\n\r\n[")) {
      assertThat(gateway.post("/v1/observations", GOOD).statusCode()).isEqualTo(202);
      assertThat(RunningGateway.statusLine(slow)).isEqualTo("HTTP/1.1 408");
    }
  }

  @Test
  void closesSlowHeadsWhileWatermarksWaitForTheBrokers() throws Exception {
    start();
    gateway.post("/v1/observations", GOOD);
    publications.stall(true);
    gateway.passMinute();
    try (Socket slow = gateway.begin("Content-")) {
      assertThat(slow.getInputStream().read()).isEqualTo(-1);
    } finally {
      publications.stall(false);
    }
  }

  @Test
  void takesAThousandNetworksWithoutRulesAndRefusesTheOthers() throws Exception {
    start();
    String body =
        IntStream.range(0, 1_002)
            .mapToObj(i -> GOOD.replace("solana", "made-up-" + i))
            .collect(Collectors.joining("\n"));

    HttpResponse<String> response = gateway.post("/v1/observations", body);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body())
        .startsWith("{\"accepted\":1000,\"rejected\":[{\"index\":1000,\"field\":\"network\",")
        .contains("has no row in networks.csv for made-up-1001/consensus");
    assertThat(publications.observations()).hasSize(1_000);
    assertThat(publications.said()).hasSize(1_000);
    assertThat(publications.deadLetters()).hasSize(2);
  }

  @Test
  void tellsSendersToComeBackWhenItIsBusy() throws Exception {
    publications.hold();
    start(GatewaySettings.local(0).withCapacity(1, 1));
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(gateway.postLater());
    }
    await().until(() -> answers.stream().filter(CompletableFuture::isDone).count() >= 6);
    assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
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
  void saysWhatToDoWhenThePortIsTaken() throws Exception {
    start();
    int taken = gateway.port();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> start(GatewaySettings.local(taken)))
        .withMessageContaining("is another gateway running?");
  }
}
