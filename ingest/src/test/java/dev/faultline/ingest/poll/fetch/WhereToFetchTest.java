package dev.faultline.ingest.poll.fetch;

import static dev.faultline.ingest.poll.fetch.Fetching.CLOCK;
import static dev.faultline.ingest.poll.fetch.Fetching.LONG;
import static dev.faultline.ingest.poll.fetch.Fetching.failure;
import static dev.faultline.ingest.poll.fetch.Fetching.feed;
import static dev.faultline.ingest.poll.fetch.Fetching.strict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.faultline.ingest.poll.AllowedAddresses;
import dev.faultline.ingest.poll.Feed;
import dev.faultline.ingest.poll.FeedServer;
import dev.faultline.ingest.poll.PollFailure;
import dev.faultline.ingest.poll.PollFailure.Reason;
import dev.faultline.ingest.poll.Validators;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the fetcher goes, and where it does not. */
class WhereToFetchTest {

  private static final byte[] DOCUMENT = "[]".getBytes(StandardCharsets.UTF_8);

  private final FeedServer server;
  private final HttpFetcher fetcher = HttpFetcher.start("faultline/test", CLOCK);

  WhereToFetchTest() throws IOException {
    server = new FeedServer();
  }

  @AfterEach
  void stop() throws Exception {
    fetcher.close();
    server.close();
  }

  private PollFailure failureAt(String path) {
    return failure(fetcher, feed(server.url(path), LONG));
  }

  @Test
  void anUnknownHostHasNoAddress() {
    assertThat(failure(fetcher, strict("http://feeds.invalid/", LONG)).reason())
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

    assertThat(failure(fetcher, strict(url, LONG)).reason()).isEqualTo(Reason.ADDRESS);
    assertThat(server.requests()).isEmpty();
  }

  /** A permission for one host was once one for every private address behind a redirect. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0.0.0.0",
        "10.0.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "metadata.example",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]"
      })
  void aRedirectIsHeldToTheFeedsOwnList(String host) throws Exception {
    int port = URI.create(server.url("/")).getPort();
    server.on("/feed", FeedServer.status(302, "Location", "http://" + host + ":" + port + "/x"));
    server.on("/x", FeedServer.body(DOCUMENT));
    try (HttpFetcher named = HttpFetcher.start("faultline/test", CLOCK, this::lookup)) {
      Feed feed =
          strict("http://intern.example:" + port + "/feed", LONG)
              .withAllowed(new AllowedAddresses(List.of("intern.example"), List.of("10.9.0.0/16")));

      PollFailure failure = failure(named, feed);

      assertThat(failure.reason()).isEqualTo(Reason.ADDRESS);
      assertThat(failure.getMessage()).contains("see 'allow' in the file of feeds");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aHostThatIsAllowedMayNotBecomeTheMetadataService() throws Exception {
    try (HttpFetcher named = HttpFetcher.start("faultline/test", CLOCK, this::lookup)) {
      Feed feed =
          strict("http://metadata.example/latest", LONG)
              .withAllowed(new AllowedAddresses(List.of("metadata.example"), List.of()));

      assertThat(failure(named, feed).reason()).isEqualTo(Reason.ADDRESS);
    }
  }

  /** One feed's permission is not another's, though both ask the same server. */
  @Test
  void connectionsAreNotSharedWithFeedsThatMayNotHaveThem() throws Exception {
    server.on("/feed", FeedServer.body(DOCUMENT));

    fetcher.fetch(feed(server.url("/feed"), LONG), Validators.NONE);

    assertThat(failure(fetcher, strict(server.url("/feed"), LONG)).reason())
        .isEqualTo(Reason.ADDRESS);
  }

  private InetAddress[] lookup(String host) throws UnknownHostException {
    return switch (host) {
      case "intern.example" -> InetAddress.getAllByName("127.0.0.1");
      case "metadata.example" -> InetAddress.getAllByName("169.254.169.254");
      default -> InetAddress.getAllByName(host);
    };
  }
}
