package dev.faultline.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessGuardTest {

  private static final Optional<String> TOKEN = Optional.of("s3cret:x");

  @ParameterizedTest
  @ValueSource(strings = {"Host: localhost:1", "Host: 127.0.0.1:1", "Host: [::1]:1"})
  void withoutATokenThisMachineMayAsk(String header) throws Exception {
    assertThat(status(Optional.empty(), "/metrics", header)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: 127.0.0.1.evil.example",
        "Host: localhost\r\nOrigin: http://evil.example",
        "Host: localhost\r\nSec-Fetch-Site: cross-site"
      })
  void withoutATokenNoPageOfAnotherSiteMayAsk(String headers) throws Exception {
    assertThat(status(Optional.empty(), "/metrics", headers)).isEqualTo(403);
  }

  @Test
  void withATokenWhoPresentsItMayAsk() throws Exception {
    assertThat(status(TOKEN, "/metrics", "Host: a.example\r\nAuthorization: Bearer s3cret:x"))
        .isEqualTo(200);
    assertThat(
            status(TOKEN, "/metrics", "Host: a.example\r\nAuthorization: " + basic("me:s3cret:x")))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer ", "Bearer wrong", "Basic !!!", "Basic", "Digest s3cret:x", "s3cret:x"})
  void withATokenNobodyElseMay(String authorization) throws Exception {
    String answer = answer(TOKEN, "/metrics", "Host: localhost\r\nAuthorization: " + authorization);

    assertThat(answer).startsWith("HTTP/1.1 401 ").containsIgnoringCase("WWW-Authenticate: Basic");
    assertThat(status(TOKEN, "/metrics", "Host: localhost")).isEqualTo(401);
    assertThat(status(TOKEN, "/metrics", "Host: localhost\r\nAuthorization: " + basic("me:wrong")))
        .isEqualTo(401);
  }

  @Test
  void healthIsToldToEverybody() throws Exception {
    assertThat(status(TOKEN, "/health/live", "Host: probe.example")).isEqualTo(200);
    assertThat(status(Optional.empty(), "/health/ready", "Host: probe.example")).isEqualTo(200);
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  private static int status(Optional<String> token, String path, String headers) throws Exception {
    return Integer.parseInt(answer(token, path, headers).split(" ")[1]);
  }

  /** Over a plain socket, since HTTP clients set Host by themselves. */
  private static String answer(Optional<String> token, String path, String headers)
      throws Exception {
    try (OperationsServer server =
            OperationsServer.start(
                "127.0.0.1",
                0,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                List::of,
                List.of(),
                token);
        Socket socket = new Socket("127.0.0.1", server.port())) {
      String request = "GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
      return ask(socket, request);
    }
  }

  private static String ask(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(UTF_8));
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }
}
