package dev.faultline.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.AlertSeverity;
import dev.faultline.schemas.AlertState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WebhookClientTest {

  private static final Instant AT = Instant.parse("2025-10-20T07:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aReceiverWhoseAnswerNeverEndsIsUnanswered() throws Exception {
    try (ServerSocket receiver = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answerWithoutBody(receiver));
      answering.setDaemon(true);
      answering.start();

      assertThatThrownBy(() -> client(receiver.getLocalPort()).send(alert()))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("no answer");
      assertThat(
              registry
                  .get("faultline.webhook.attempts")
                  .tag("outcome", "unanswered")
                  .counter()
                  .count())
          .isEqualTo(1);
      answering.join(TimeUnit.SECONDS.toMillis(5));
      assertThat(answering.isAlive()).as("the connection is still open").isFalse();
    }
  }

  private WebhookClient client(int port) {
    Webhook webhook =
        new Webhook(
            "ops",
            Webhook.Format.SLACK,
            URI.create("http://127.0.0.1:" + port + "/"),
            Optional.empty(),
            AlertSeverity.INFO);
    return new WebhookClient(
        webhook, Duration.ofSeconds(1), new WebhookMeters(registry, "ops", Clock.systemUTC()));
  }

  /** Ends when the client closes the connection. */
  private static void answerWithoutBody(ServerSocket receiver) {
    try (Socket socket = receiver.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".getBytes(UTF_8));
      while (socket.getInputStream().read() >= 0) {
        // the request
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  private static AlertRow alert() {
    return AlertRow.newBuilder()
        .setRule("rule")
        .setSubject("subject")
        .setAt(AT)
        .setState(AlertState.FIRING)
        .setSeverity(AlertSeverity.WARNING)
        .setActiveAt(AT)
        .setFiredAt(AT)
        .setMeasure("measure")
        .setValue(1.0)
        .setCondition("above 0")
        .setThreshold(0)
        .setForMs(0)
        .setText("text")
        .build();
  }
}
