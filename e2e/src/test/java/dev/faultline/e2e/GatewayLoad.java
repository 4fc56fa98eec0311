package dev.faultline.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;

/** Posts observations of one network, ever new nodes, and counts those that were accepted. */
final class GatewayLoad implements AutoCloseable {

  private static final int A_POST = 20;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI uri;
  private final String network;
  private final AtomicLong accepted = new AtomicLong();
  private final Thread thread = new Thread(this::run, "load");
  private volatile boolean closing;

  GatewayLoad(String gatewayUrl, String network) {
    this.uri = URI.create(gatewayUrl + "/v1/observations");
    this.network = network;
    thread.start();
  }

  /** Observations that the gateway has acknowledged; each is of a node of its own. */
  long accepted() {
    return accepted.get();
  }

  private void run() {
    for (long first = 0; !closing; first += A_POST) {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(Duration.ofSeconds(60))
              .POST(HttpRequest.BodyPublishers.ofString(body(first)))
              .build();
      try {
        if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 202) {
          accepted.addAndGet(A_POST);
        }
      } catch (IOException e) {
        // not acknowledged
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private String body(long first) {
    StringJoiner nodes = new StringJoiner(",", "[", "]");
    Instant now = Instant.now();
    for (long node = first; node < first + A_POST; node++) {
      nodes.add(
          """
          {"network":"%s","layer":"compute","node_id":"n%d","observed_at":"%s","status":"up"}"""
              .formatted(network, node, now));
    }
    return nodes.toString();
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join();
  }
}
