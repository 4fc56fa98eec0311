package dev.faultline.local;

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

/** Requests with a limit for the whole answer; the JDK's own limit ends with its head. */
public final class WholeAnswer {

  private WholeAnswer() {}

  /**
   * Sends a request and waits for the answer with its body.
   *
   * @throws HttpTimeoutException if it is not there in time
   */
  public static <T> HttpResponse<T> within(
      Duration limit, HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + limit);
    } finally {
      answer.cancel(true);
    }
  }
}
