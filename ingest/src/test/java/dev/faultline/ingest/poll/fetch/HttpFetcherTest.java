package dev.faultline.ingest.poll.fetch;

import static dev.faultline.ingest.poll.fetch.Fetching.CLOCK;
import static dev.faultline.ingest.poll.fetch.Fetching.LONG;
import static dev.faultline.ingest.poll.fetch.Fetching.failure;
import static dev.faultline.ingest.poll.fetch.Fetching.feed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.poll.FeedFetcher;
import dev.faultline.ingest.poll.FeedFetcher.Fetched;
import dev.faultline.ingest.poll.FeedServer;
import dev.faultline.ingest.poll.PollFailure;
import dev.faultline.ingest.poll.PollFailure.Reason;
import dev.faultline.ingest.poll.Validators;
import dev.faultline.local.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFetcherTest {

  private static final byte[] DOCUMENT = "[{\"a\":1}]".getBytes(StandardCharsets.UTF_8);

  private final FeedServer server;
  private final HttpFetcher fetcher = HttpFetcher.start("faultline/test", CLOCK);

  HttpFetcherTest() throws IOException {
    server = new FeedServer();
  }

  @AfterEach
  void stop() throws Exception {
    fetcher.close();
    server.close();
  }

  private Fetched fetch(String path) throws Exception {
    return fetcher.fetch(feed(server.url(path), LONG), Validators.NONE);
  }

  private PollFailure failureAt(String path) {
    return failure(fetcher, feed(server.url(path), LONG));
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
  void asksWithABodyWhereTheFeedWantsOne() throws Exception {
    server.on(
        "/rpc",
        exchange -> {
          byte[] asked = exchange.getRequestBody().readAllBytes();
          String kind =
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type")
                  + " ";
          FeedServer.body(
                  (kind + new String(asked, StandardCharsets.UTF_8))
                      .getBytes(StandardCharsets.UTF_8))
              .to(exchange);
        });
    server.on("/moved", FeedServer.status(303, "Location", "/rpc"));
    server.on("/kept", FeedServer.status(307, "Location", "/rpc"));
    String body = "{\"method\":\"getVoteAccounts\"}";

    for (String path : List.of("/rpc", "/kept")) {
      assertThat(fetcher.fetch(feed(server.url(path), LONG).withPost(body), Validators.NONE).body())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("POST application/json " + body);
    }
    assertThat(failure(fetcher, feed(server.url("/moved"), LONG).withPost(body)).reason())
        .isEqualTo(Reason.REDIRECT);
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
    Fetched second = fetcher.fetch(feed(server.url("/feed"), LONG), first.validators());

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

    assertThat(failureAt("/feed").reason()).isEqualTo(Reason.HTTP_STATUS);
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

    assertThat(failureAt("/cut").reason()).isEqualTo(Reason.ENCODING);
    assertThat(failureAt("/brotli").reason()).isEqualTo(Reason.ENCODING);
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

    assertThat(failureAt("/announced").reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failureAt("/chunked").reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failureAt("/bomb").reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(fetch("/most").body()).hasSize(FeedFetcher.MOST_BYTES);
  }

  @Test
  void aBodyThatTricklesInTimesOut() {
    CountDownLatch givenUp = new CountDownLatch(1);
    server.on(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            // a byte now and then, until the fetcher has given up
            for (int i = 0; i < 100 && !givenUp.await(50, TimeUnit.MILLISECONDS); i++) {
              body.write(' ');
              body.flush();
            }
          } catch (IOException | InterruptedException e) {
            // the client has had enough
          }
        });
    long begun = System.nanoTime();

    PollFailure failure = failure(fetcher, feed(server.url("/slow"), Duration.ofSeconds(1)));
    givenUp.countDown();

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

      assertThat(failure(fetcher, feed(url, LONG)).reason()).isEqualTo(Reason.CONNECTION);
      answering.join();
    }
  }

  @Test
  void nobodyThereIsAConnectionFailure() throws Exception {
    String url = "http://127.0.0.1:" + FreePorts.one() + "/";

    assertThat(failure(fetcher, feed(url, LONG)).reason()).isEqualTo(Reason.CONNECTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"120", "Mon, 20 Oct 2025 07:02:00 GMT"})
  void aServerMayAskUsToWait(String retryAfter) {
    server.on("/busy", FeedServer.status(503, "Retry-After", retryAfter));

    PollFailure failure = failureAt("/busy");

    assertThat(failure.reason()).isEqualTo(Reason.HTTP_STATUS);
    assertThat(failure.httpStatus()).hasValue(503);
    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(2));
  }
}
