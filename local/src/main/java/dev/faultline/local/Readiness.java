package dev.faultline.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a child's HTTP interface. */
final class Readiness {

  private static final Duration ANSWER = Duration.ofSeconds(2);

  private Readiness() {}

  /**
   * Waits until a GET is answered with status 200. A child that does not get there is stopped.
   *
   * @return the child
   * @throws LocalStackException if it ends before, or takes too long
   */
  static ChildProcess await(ChildProcess child, String url, Duration limit)
      throws InterruptedException {
    try {
      child.awaitReady(question(url), limit);
      return child;
    } catch (LocalStackException | InterruptedException e) {
      child.close();
      throw e;
    }
  }

  /** Asks now; false if there is no answer with status 200 in time. */
  static BooleanSupplier question(String url) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER).GET().build();
    return () -> answers(client, request);
  }

  private static boolean answers(HttpClient client, HttpRequest request) {
    try {
      return WholeAnswer.within(ANSWER, client, request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
