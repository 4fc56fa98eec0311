package dev.faultline.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.publish.RecordedPublications;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web pages of other sites reach a gateway on loopback through the browser of its user. */
class ForeignRequestTest {

  private final RecordedPublications publications = new RecordedPublications();
  private RunningGateway gateway;

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void start(GatewaySettings settings) throws IOException {
    gateway = RunningGateway.start(settings, publications);
  }

  private String answer(String headers) throws IOException {
    try (Socket socket = gateway.post(headers + "\r\nConnection: close")) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: rebound.example.com",
        "Host: rebound.example.com\r\nOrigin: https://evil.example",
        "Host: 127.0.0.1\r\nOrigin: https://evil.example",
        "Host: localhost\r\nOrigin: null",
        "Host: localhost\r\nSec-Fetch-Site: cross-site"
      })
  void aPageOfAnotherSitePublishesNothing(String headers) throws Exception {
    start(GatewaySettings.local(0));

    assertThat(answer(headers))
        .startsWith("HTTP/1.1 403")
        .contains("application/json")
        .contains("{\"error\":\"")
        .contains("Requests must name localhost or a loopback address.");
    assertThat(publications.order()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost",
        "Host: 127.0.0.1:8088",
        "Host: [::1]:8088",
        "Host: localhost\r\nOrigin: http://localhost:8090"
      })
  void whoNamesThisMachineMayPublish(String headers) throws Exception {
    start(GatewaySettings.local(0));

    assertThat(answer(headers)).startsWith("HTTP/1.1 202");
  }

  @Test
  void whoHasTheTokenMayPublishByAnyName() throws Exception {
    start(GatewaySettings.local(0).withToken("s3cret"));

    assertThat(answer("Host: gateway.example.com")).startsWith("HTTP/1.1 401");
    assertThat(answer("Host: gateway.example.com\r\nAuthorization: Bearer s3cret"))
        .startsWith("HTTP/1.1 202");
  }

  @Test
  void healthIsToldToEverybodyAndMetricsAreNot() throws Exception {
    start(GatewaySettings.local(0));
    String headers = " HTTP/1.1\r\nHost: rebound.example.com\r\n\r\n";

    try (Socket live = gateway.send("GET /health/live" + headers);
        Socket metrics = gateway.send("GET /metrics" + headers)) {
      assertThat(RunningGateway.statusLine(live)).isEqualTo("HTTP/1.1 200");
      assertThat(RunningGateway.statusLine(metrics)).isEqualTo("HTTP/1.1 403");
    }
  }
}
