package dev.faultline.local.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.faultline.local.WholeAnswer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Answers at the paths of Confluent's registry: {@code /subjects} and its like at the root are
 * passed to {@code /apis/ccompat/v7}, everything below {@code /apis} as it is. The registry has no
 * setting for that; its paths are fixed when it is built.
 */
final class ConfluentPaths {

  private static final String BASE = "/apis/ccompat/v7";

  /** A sender holds one until its request is whole, so there are many; most never start. */
  private static final int THREADS = 256;

  private static final long IDLE_THREAD_SECONDS = 10;
  private static final int REQUEST_SECONDS = 5;
  private static final int RESPONSE_SECONDS = 60;
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int BODY_LIMIT = 16 << 20;

  /** Headers that belong to one connection, or that the HTTP client sets itself. */
  private static final Set<String> NOT_PASSED =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "transfer-encoding",
          "upgrade");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final IntSupplier registryPort;

  private ConfluentPaths(IntSupplier registryPort) {
    this.registryPort = registryPort;
  }

  /**
   * Listens; answers 503 until the registry has a port. A request that is not whole in time, from
   * its first byte to the end of its body, loses its connection, and so does a slow reader.
   *
   * @param address where
   * @param registryPort the registry's port, 0 while it has none
   */
  static HttpServer listen(InetSocketAddress address, IntSupplier registryPort) throws IOException {
    // read once, when the JDK's first server of this process is made
    System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(REQUEST_SECONDS));
    System.setProperty("sun.net.httpserver.maxRspTime", Integer.toString(RESPONSE_SECONDS));
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/", new ConfluentPaths(registryPort)::handle);
    server.setExecutor(
        new ThreadPoolExecutor(
            0,
            THREADS,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "confluent-paths");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
    return server;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int port = registryPort.getAsInt();
      if (port == 0) {
        fail(exchange, 503, "the registry is starting");
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
      if (body.length > BODY_LIMIT) {
        fail(exchange, 413, "the request is longer than " + BODY_LIMIT + " bytes");
        return;
      }
      try {
        pass(exchange, port, body);
      } catch (HttpTimeoutException e) {
        fail(exchange, 504, "the registry does not answer");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(exchange, 503, "the registry is stopping");
      }
    }
  }

  private void pass(HttpExchange exchange, int port, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target(port, exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      if (passed(header.getKey())) {
        header.getValue().forEach(value -> request.header(header.getKey(), value));
      }
    }
    HttpResponse<byte[]> response =
        WholeAnswer.within(
            ANSWER, client, request.build(), HttpResponse.BodyHandlers.ofByteArray());
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (passed(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    answer(exchange, response.statusCode(), response.body());
  }

  static URI target(int port, URI uri) {
    String path = uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String base = path.startsWith("/apis") || path.startsWith("/health") ? "" : BASE;
    return URI.create("http://127.0.0.1:" + port + base + path + query);
  }

  private static boolean passed(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return !name.startsWith(":") && !NOT_PASSED.contains(name);
  }

  private static void fail(HttpExchange exchange, int status, String message) throws IOException {
    String json = "{\"error_code\":" + status + ",\"message\":\"" + message + "\"}";
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer(exchange, status, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    if (!empty) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }
}
