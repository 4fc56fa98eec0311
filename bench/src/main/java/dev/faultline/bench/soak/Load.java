package dev.faultline.bench.soak;

import dev.faultline.bench.soak.check.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * A sender of one network: posts what its nodes say, each post until it is acknowledged, to one
 * gateway after another where there are several.
 */
public final class Load implements AutoCloseable {

  private static final List<String> PLACES = List.of("9.1.0.7", "52.95.110.1", "34.64.0.9");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 500;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final List<URI> gateways;
  private final Optional<String> token;
  private final String network;
  private final int nodes;
  private final Ledger ledger;
  private final Random random;
  private final Thread thread = new Thread(this::run, "load");
  private int turn;
  private volatile boolean closing;
  private volatile String refused;

  Load(String gatewayUrl, String network, int nodes, Ledger ledger, long seed) {
    this(List.of(gatewayUrl), Optional.empty(), network, nodes, ledger, seed);
  }

  /** To gateways that want a token. */
  public Load(
      List<String> gatewayUrls, String token, String network, int nodes, Ledger ledger, long seed) {
    this(gatewayUrls, Optional.of(token), network, nodes, ledger, seed);
  }

  private Load(
      List<String> gatewayUrls,
      Optional<String> token,
      String network,
      int nodes,
      Ledger ledger,
      long seed) {
    this.gateways = gatewayUrls.stream().map(url -> URI.create(url + "/v1/observations")).toList();
    this.token = token;
    this.network = network;
    this.nodes = nodes;
    this.ledger = ledger;
    this.random = new Random(seed);
    thread.start();
  }

  /**
   * What the gateway answered other than that it took everything or cannot now; null if nothing.
   */
  public String refused() {
    return refused;
  }

  private void run() {
    try {
      while (!closing) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Ledger.Entry> entries = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
          entries.add(new Ledger.Entry(network, "n" + node, now.minusMillis(random.nextInt(900))));
        }
        post(entries, body(entries));
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void post(List<Ledger.Entry> entries, String body) throws InterruptedException {
    while (!closing) {
      try {
        HttpResponse<String> answer =
            client.send(request(body), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 202
            && answer.body().contains("\"accepted\":" + entries.size())) {
          ledger.enter(entries);
          return;
        }
        if (answer.statusCode() < 500) {
          refused = answer.statusCode() + " " + answer.body();
          return;
        }
      } catch (IOException e) {
        // nobody knows: it is sent again
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private HttpRequest request(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateways.get(turn++ % gateways.size()))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request.build();
  }

  private String body(List<Ledger.Entry> entries) {
    StringJoiner all = new StringJoiner(",", "[", "]");
    for (Ledger.Entry entry : entries) {
      all.add(
          """
          {"network":"%s","layer":"compute","node_id":"%s","observed_at":"%s","status":"%s",\
          "ip":"%s"}"""
              .formatted(
                  entry.network(),
                  entry.node(),
                  entry.at(),
                  random.nextInt(50) == 0 ? "down" : "up",
                  PLACES.get(random.nextInt(PLACES.size()))));
    }
    return all.toString();
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join();
  }
}
