package dev.faultline.ingest.poll.fetch;

import static dev.faultline.ingest.poll.fetch.Fetching.CLOCK;
import static dev.faultline.ingest.poll.fetch.Fetching.LONG;
import static dev.faultline.ingest.poll.fetch.Fetching.failure;
import static dev.faultline.ingest.poll.fetch.Fetching.feed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.faultline.ingest.poll.Feed;
import dev.faultline.ingest.poll.FeedServer;
import dev.faultline.ingest.poll.PollFailure;
import dev.faultline.ingest.poll.PollFailure.Reason;
import dev.faultline.ingest.poll.Validators;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the fetcher goes, and where it does not. */
class WhereToFetchTest {

  private static final byte[] DOCUMENT = "[]".getBytes(StandardCharsets.UTF_8);

  private final FeedServer server;
  private final HttpFetcher fetcher = HttpFetcher.start("faultline/test", true, CLOCK);
  private final HttpFetcher strict = HttpFetcher.start("faultline/test", false, CLOCK);

  WhereToFetchTest() throws IOException {
    server = new FeedServer();
  }

  @AfterEach
  void stop() throws Exception {
    fetcher.close();
    strict.close();
    server.close();
  }

  private PollFailure failureAt(String path) {
    return failure(fetcher, feed(server.url(path), LONG));
  }

  @Test
  void anUnknownHostHasNoAddress() {
    assertThat(failure(strict, feed("http://feeds.invalid/", LONG)).reason())
        .isEqualTo(Reason.ADDRESS);
  }

  @Test
  void followsRedirects() throws Exception {
    server.on("/a", FeedServer.status(301, "Location", "/b"));
    server.on("/b", FeedServer.status(307, "Location", server.url("/c")));
    server.on("/c", FeedServer.body(DOCUMENT));

    assertThat(fetcher.fetch(feed(server.url("/a"), LONG), Validators.NONE).body())
        .isEqualTo(DOCUMENT);
  }

  @Test
  void doesNotFollowRedirectsForEver() {
    server.on("/round", FeedServer.status(302, "Location", "/round"));

    assertThat(failureAt("/round").reason()).isEqualTo(Reason.REDIRECT);
    assertThat(server.requests()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://example.com/", "file:///etc/passwd", "http://a b/", "http://me@x/"})
  void doesNotFollowRedirectsAnywhere(String location) {
    server.on("/away", FeedServer.status(302, "Location", location));

    assertThat(failureAt("/away").reason()).isEqualTo(Reason.REDIRECT);
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

    assertThat(failure(strict, feed(url, LONG)).reason()).isEqualTo(Reason.ADDRESS);
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
      Feed feed = feed("http://public.example:" + there.getPort() + "/feed", LONG);

      assertThat(failure(deceived, feed).reason()).isEqualTo(Reason.ADDRESS);
    }
    assertThat(server.requests()).hasSize(1);
  }
}
