package dev.faultline.ingest.poll.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.poll.Feed;
import dev.faultline.ingest.poll.FeedFetcher;
import dev.faultline.ingest.poll.FeedFetcher.Fetched;
import dev.faultline.ingest.poll.FeedServer;
import dev.faultline.ingest.poll.PollFailure;
import dev.faultline.ingest.poll.PollFailure.Reason;
import dev.faultline.ingest.poll.Validators;
import dev.faultline.ingest.source.aws.AwsHealthJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFetcherTest {

  private static final byte[] DOCUMENT = "[{\"a\":1}]".getBytes(StandardCharsets.UTF_8);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-10-20T07:00:00Z"), ZoneOffset.UTC);

  private final FeedServer server;
  private final HttpFetcher fetcher = HttpFetcher.start("faultline/test", true, CLOCK);
  private final HttpFetcher strict = HttpFetcher.start("faultline/test", false, CLOCK);

  HttpFetcherTest() throws IOException {
    server = new FeedServer();
  }

  @AfterEach
  void stop() throws Exception {
    fetcher.close();
    strict.close();
    server.close();
  }

  private static Feed feed(String url, Duration timeout) {
    return new Feed(
        "feed",
        URI.create(url),
        new AwsHealthJson(),
        Duration.ofMinutes(1),
        timeout,
        Optional.empty(),
        "feed",
        Vanishing.CLOSES);
  }

  private Fetched fetch(String path) throws Exception {
    return fetcher.fetch(feed(server.url(path), Duration.ofSeconds(20)), Validators.NONE);
  }

  private static PollFailure failure(FeedFetcher fetcher, Feed feed) {
    return catchThrowableOfType(PollFailure.class, () -> fetcher.fetch(feed, Validators.NONE));
  }

  private PollFailure failure(String path) {
    return failure(fetcher, feed(server.url(path), Duration.ofSeconds(20)));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void fetchesADocumentAndSaysWhoAsks() throws Exception {
    server.on("/feed", FeedServer.body(DOCUMENT));

    assertThat(fetch("/feed").body()).isEqualTo(DOCUMENT);
    Map<String, List<String>> request = server.requests().get(0);
    assertThat(request).containsEntry("User-agent", List.of("faultline/test"));
    assertThat(request).containsEntry("Accept-encoding", List.of("gzip"));
    assertThat(request).doesNotContainKeys("Cookie", "Referer", "If-none-match");
  }

  @Test
  void asksOnlyForWhatIsNew() throws Exception {
    server.on(
        "/feed",
        exchange -> {
          boolean known = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
          (known
                  ? FeedServer.status(304)
                  : FeedServer.body(
                      DOCUMENT, "ETag", "\"v1\"", "Last-Modified", "Mon, 20 Oct 2025 07:00:00 GMT"))
              .to(exchange);
        });
    Fetched first = fetch("/feed");
    Fetched second =
        fetcher.fetch(feed(server.url("/feed"), Duration.ofSeconds(20)), first.validators());

    assertThat(first.notModified()).isFalse();
    assertThat(second.notModified()).isTrue();
    assertThat(second.body()).isEmpty();
    assertThat(second.validators()).isEqualTo(first.validators());
    assertThat(server.requests().get(1))
        .containsEntry("If-modified-since", List.of("Mon, 20 Oct 2025 07:00:00 GMT"));
  }

  @Test
  void notModifiedIsNoAnswerToWhoKnowsNothing() {
    server.on("/feed", FeedServer.status(304));

    assertThat(failure("/feed").reason()).isEqualTo(Reason.HTTP_STATUS);
  }

  @Test
  void unpacksGzipWhetherOfTheServerOrOfTheFile() throws Exception {
    server.on("/encoded", FeedServer.body(gzip(DOCUMENT), "Content-Encoding", "gzip"));
    server.on("/file", FeedServer.body(gzip(DOCUMENT)));
    server.on("/both", FeedServer.body(gzip(gzip(DOCUMENT)), "Content-Encoding", "gzip"));

    assertThat(fetch("/encoded").body()).isEqualTo(DOCUMENT);
    assertThat(fetch("/file").body()).isEqualTo(DOCUMENT);
    assertThat(fetch("/both").body()).isEqualTo(DOCUMENT);
  }

  @Test
  void brokenOrUnknownEncodingsAreRefused() throws Exception {
    byte[] cut = Arrays.copyOf(gzip(DOCUMENT), 20);
    server.on("/cut", FeedServer.body(cut, "Content-Encoding", "gzip"));
    server.on("/brotli", FeedServer.body(DOCUMENT, "Content-Encoding", "br"));

    assertThat(failure("/cut").reason()).isEqualTo(Reason.ENCODING);
    assertThat(failure("/brotli").reason()).isEqualTo(Reason.ENCODING);
  }

  @Test
  void seventeenMebibytesAreTooMany() throws Exception {
    byte[] large = new byte[17 << 20];
    server.on("/announced", FeedServer.body(large));
    server.on(
        "/chunked",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(large);
          } catch (IOException e) {
            // the client has had enough
          }
        });
    server.on("/bomb", FeedServer.body(gzip(large), "Content-Encoding", "gzip"));
    server.on("/most", FeedServer.body(new byte[FeedFetcher.MOST_BYTES]));

    assertThat(failure("/announced").reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failure("/chunked").reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failure("/bomb").reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(fetch("/most").body()).hasSize(FeedFetcher.MOST_BYTES);
  }

  @Test
  void aBodyThatTricklesInTimesOut() {
    server.on(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
              body.write(' ');
              body.flush();
              Thread.sleep(50);
            }
          } catch (IOException | InterruptedException e) {
            // the client has had enough
          }
        });
    long begun = System.nanoTime();

    PollFailure failure = failure(fetcher, feed(server.url("/slow"), Duration.ofSeconds(1)));

    assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void aBodyThatBreaksOffIsNoDocument() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread answering =
          new Thread(
              () -> {
                try (Socket connection = socket.accept()) {
                  connection.getInputStream().read(new byte[4096]);
                  connection
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{\"a\""
                              .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  // told by the assertion
                }
              });
      answering.start();
      String url = "http://127.0.0.1:" + socket.getLocalPort() + "/";

      assertThat(failure(fetcher, feed(url, Duration.ofSeconds(20))).reason())
          .isEqualTo(Reason.CONNECTION);
      answering.join();
    }
  }

  @Test
  void nobodyThereIsAConnectionFailure() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(
            failure(fetcher, feed("http://127.0.0.1:" + port + "/", Duration.ofSeconds(20)))
                .reason())
        .isEqualTo(Reason.CONNECTION);
  }

  @Test
  void anUnknownHostHasNoAddress() {
    assertThat(failure(strict, feed("http://feeds.invalid/", Duration.ofSeconds(20))).reason())
        .isEqualTo(Reason.ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"120", "Mon, 20 Oct 2025 07:02:00 GMT"})
  void aServerMayAskUsToWait(String retryAfter) {
    server.on("/busy", FeedServer.status(503, "Retry-After", retryAfter));

    PollFailure failure = failure("/busy");

    assertThat(failure.reason()).isEqualTo(Reason.HTTP_STATUS);
    assertThat(failure.httpStatus()).hasValue(503);
    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(2));
  }

  @Test
  void followsRedirects() throws Exception {
    server.on("/a", FeedServer.status(301, "Location", "/b"));
    server.on("/b", FeedServer.status(307, "Location", server.url("/c")));
    server.on("/c", FeedServer.body(DOCUMENT));

    assertThat(fetch("/a").body()).isEqualTo(DOCUMENT);
  }

  @Test
  void doesNotFollowRedirectsForEver() {
    server.on("/round", FeedServer.status(302, "Location", "/round"));

    assertThat(failure("/round").reason()).isEqualTo(Reason.REDIRECT);
    assertThat(server.requests()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://example.com/", "file:///etc/passwd", "http://a b/", "http://me@x/"})
  void doesNotFollowRedirectsAnywhere(String location) {
    server.on("/away", FeedServer.status(302, "Location", location));

    assertThat(failure("/away").reason()).isEqualTo(Reason.REDIRECT);
  }

  @Test
  void aRedirectFromHttpsToHttpIsNotFollowed() {
    PollFailure failure =
        catchThrowableOfType(
            PollFailure.class,
            () -> Redirect.of(URI.create("https://a.example/x"), "http://a.example/x"));

    assertThat(failure.reason()).isEqualTo(Reason.REDIRECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "2130706433", "[::ffff:127.0.0.1]"})
  void privateAddressesAreNotConnectedTo(String host) {
    String url = server.url("/feed").replace("127.0.0.1", host);
    server.on("/feed", FeedServer.body(DOCUMENT));

    assertThat(failure(strict, feed(url, Duration.ofSeconds(20))).reason())
        .isEqualTo(Reason.ADDRESS);
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void aRedirectToAPrivateAddressIsNotFollowed(String host) throws Exception {
    String secret = server.url("/secret").replace("127.0.0.1", host);
    server.on("/feed", FeedServer.status(302, "Location", secret));
    server.on("/secret", FeedServer.body(DOCUMENT));
    InetSocketAddress there = new InetSocketAddress("127.0.0.1", URI.create(secret).getPort());
    try (HttpFetcher deceived =
        HttpFetcher.start(
            "faultline/test",
            CLOCK,
            threads -> {
              SocketAddressResolver real = new PublicAddressResolver(threads, false);
              return (name, port, context, promise) -> {
                if (name.equals("public.example")) {
                  promise.succeeded(List.of(there));
                } else {
                  real.resolve(name, port, context, promise);
                }
              };
            })) {
      Feed feed =
          feed("http://public.example:" + there.getPort() + "/feed", Duration.ofSeconds(20));

      assertThat(failure(deceived, feed).reason()).isEqualTo(Reason.ADDRESS);
    }
    assertThat(server.requests()).hasSize(1);
  }
}
