package dev.faultline.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes what a notifier tells, if it is in the mood. */
final class WebhookReceiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNAVAILABLE = 503;
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicBoolean hangs = new AtomicBoolean();
  private volatile boolean refuses = true;

  /** One alert that was taken. */
  record Taken(String rule, String subject, String endsAt, String key) {}

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  static WebhookReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    WebhookReceiver receiver = new WebhookReceiver(server);
    server.createContext("/", receiver::answer);
    server.setExecutor(receiver.threads);
    server.start();
    return receiver;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v2/alerts";
  }

  void refuse() {
    refuses = true;
  }

  void hangOnceThenTake() {
    hangs.set(true);
    refuses = false;
  }

  int refused() {
    return refused.get();
  }

  List<Taken> taken() {
    return taken;
  }

  /** Those of one subject. */
  List<Taken> taken(String subject) {
    return taken.stream().filter(each -> each.subject().equals(subject)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      if (!"Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(UNAUTHORIZED, -1);
      } else if (refuses) {
        exchange.sendResponseHeaders(UNAVAILABLE, -1);
        refused.incrementAndGet();
      } else if (hangs.getAndSet(false)) {
        closing.await(1, TimeUnit.MINUTES);
      } else {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        for (JsonNode alert : body) {
          taken.add(
              new Taken(
                  alert.at("/labels/alertname").asText(),
                  alert.at("/labels/subject").asText(),
                  alert.path("endsAt").asText(),
                  key));
        }
        exchange.sendResponseHeaders(OK, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
