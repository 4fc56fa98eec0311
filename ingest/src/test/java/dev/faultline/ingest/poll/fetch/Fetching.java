package dev.faultline.ingest.poll.fetch;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.poll.AllowedAddresses;
import dev.faultline.ingest.poll.Feed;
import dev.faultline.ingest.poll.FeedFetcher;
import dev.faultline.ingest.poll.PollFailure;
import dev.faultline.ingest.poll.Validators;
import dev.faultline.ingest.source.aws.AwsHealthJson;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Fetching from a test's server. */
final class Fetching {

  /** What the tests take for now. */
  static final Clock CLOCK = Clock.fixed(Instant.parse("2025-10-20T07:00:00Z"), ZoneOffset.UTC);

  static final Duration LONG = Duration.ofSeconds(20);

  private Fetching() {}

  /** A feed on this machine. */
  static Feed feed(String url, Duration timeout) {
    return strict(url, timeout)
        .withAllowed(new AllowedAddresses(List.of(), List.of("127.0.0.0/8", "::1")));
  }

  /** A feed at a public address. */
  static Feed strict(String url, Duration timeout) {
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

  /** How fetching a feed fails; null if it does not. */
  static PollFailure failure(FeedFetcher fetcher, Feed feed) {
    return catchThrowableOfType(PollFailure.class, () -> fetcher.fetch(feed, Validators.NONE));
  }
}
