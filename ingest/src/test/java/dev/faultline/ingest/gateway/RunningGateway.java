package dev.faultline.ingest.gateway;

import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.watermark.Cadence;
import dev.faultline.ingest.watermark.HandClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A gateway on a free port at {@link ReadRecords#NOW}, with recorded publications behind it. */
final class RunningGateway implements AutoCloseable {

  /** An observation that passes every check. */
  static final String GOOD =
      "{\"network\":\"solana\",\"layer\":\"consensus\",\"node_id\":\"n\","
          + "\"observed_at\":\"2026-10-20T00:57:00Z\",\"status\":\"up\"}";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final RecordedPublications publications;
  private final AtomicBoolean brokersReachable = new AtomicBoolean(true);
  private final HandClock clock = new HandClock(ReadRecords.NOW.toString());
  private final Gateway gateway;
  private final int port;

  private RunningGateway(GatewaySettings settings, RecordedPublications publications)
      throws IOException {
    this.publications = publications;
    this.gateway =
        new Gateway(
            settings,
            publications,
            ledger -> publications.revisions().forEach(ledger::enter),
            publications::progress,
            population -> Cadence.DEFAULT,
            brokersReachable::get,
            new SimpleMeterRegistry(),
            clock);
    this.port = gateway.start();
  }

  static RunningGateway start(GatewaySettings settings, RecordedPublications publications)
      throws IOException {
    return new RunningGateway(settings, publications);
  }

  int port() {
    return port;
  }

  /** Lets a minute go by. */
  void passMinute() {
    clock.set(clock.instant().plus(Duration.ofMinutes(1)).toString());
  }

  void loseBrokers() {
    brokersReachable.set(false);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return post(path, BodyPublishers.ofString(body));
  }

  HttpResponse<String> post(String path, BodyPublisher body)
      throws IOException, InterruptedException {
    return CLIENT.send(request(path).POST(body).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> postWithToken(String token) throws IOException, InterruptedException {
    return CLIENT.send(
        request("/v1/observations")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(GOOD))
            .build(),
        BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> postLater() {
    return CLIENT.sendAsync(
        request("/v1/observations").POST(BodyPublishers.ofString(GOOD)).build(),
        BodyHandlers.ofString());
  }

  /** Begins a request by hand. */
  Socket begin(String restOfHeadAndBody) throws IOException {
    return send("POST /v1/observations HTTP/1.1\r\nHost: localhost\r\n" + restOfHeadAndBody);
  }

  /** Sends a whole request by hand, with headers that a client would not let through. */
  Socket post(String headers) throws IOException {
    return send(
        "POST /v1/observations HTTP/1.1\r\n"
            + headers
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + GOOD.length()
            + "\r\n\r\n"
            + GOOD);
  }

  Socket send(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** The first twelve characters that come back, such as {@code HTTP/1.1 413}. */
  static String statusLine(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    publications.flush();
    gateway.close();
  }
}
