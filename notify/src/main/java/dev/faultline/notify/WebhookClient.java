package dev.faultline.notify;

import dev.faultline.notify.WebhookMeters.Outcome;
import dev.faultline.schemas.AlertRow;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
    int status;
    try {
      status = status(request.build());
    } catch (IOException e) {
      meters.attempted(Outcome.UNANSWERED);
      throw new IOException("no answer (" + e.getClass().getSimpleName() + ")");
    }
    if (status / HUNDRED != SUCCESS) {
      meters.attempted(Outcome.REFUSED);
      throw new IOException("it answered with status " + status);
    }
    meters.attempted(Outcome.DELIVERED);
  }

  /** The request's own limit ends with the head of the answer; a body may never end. */
  private int status(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + timeout);
    } finally {
      answer.cancel(true);
    }
  }
}
