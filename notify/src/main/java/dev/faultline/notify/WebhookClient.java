package dev.faultline.notify;

import dev.faultline.notify.WebhookMeters.Outcome;
import dev.faultline.schemas.AlertRow;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends one message once. Follows no redirects. */
final class WebhookClient {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int SUCCESS = 2;
  private static final int HUNDRED = 100;

  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final Webhook webhook;
  private final Duration timeout;
  private final WebhookMeters meters;

  WebhookClient(Webhook webhook, Duration timeout, WebhookMeters meters) {
    this.webhook = webhook;
    this.timeout = timeout;
    this.meters = meters;
  }

  /**
   * Returns when the receiver has taken it.
   *
   * @throws IOException if it did not; the message has no address in it
   */
  void send(AlertRow row) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(webhook.url())
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", Message.idempotencyKey(row))
            .POST(HttpRequest.BodyPublishers.ofString(Message.body(row, webhook.format())));
    webhook.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    HttpResponse<Void> answer;
    try {
      answer = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      meters.attempted(Outcome.UNANSWERED);
      throw new IOException("no answer (" + e.getClass().getSimpleName() + ")");
    }
    if (answer.statusCode() / HUNDRED != SUCCESS) {
      meters.attempted(Outcome.REFUSED);
      throw new IOException("it answered with status " + answer.statusCode());
    }
    meters.attempted(Outcome.DELIVERED);
  }
}
