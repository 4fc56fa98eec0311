package dev.faultline.ingest.poll;

import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.PollOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the poller counts, by feed. */
final class PollMetrics {

  private static final String NO_REASON = "none";

  private final MeterRegistry registry;
  private final Clock clock;
  private final Map<String, Instant> lastSuccess = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  PollMetrics(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Begins to tell how old the feed is. */
  void known(Feed feed) {
    forget(feed);
    lastSuccess.putIfAbsent(feed.name(), clock.instant());
    Gauge.builder("faultline.poll.age", () -> age(feed.name()))
        .description("Time since the last poll that did not fail, or since the start")
        .baseUnit("seconds")
        .tag("feed", feed.name())
        .register(registry);
    failures.putIfAbsent(feed.name(), 0);
    Gauge.builder("faultline.poll.failures", () -> failures.get(feed.name()))
        .description("How many polls have failed since the last that did not; ten are worth a look")
        .tag("feed", feed.name())
        .register(registry);
  }

  /** Tells no more how old the feed is: another poller does, or one of before did. */
  void forget(Feed feed) {
    for (String name : List.of("faultline.poll.age", "faultline.poll.failures")) {
      registry.find(name).tag("feed", feed.name()).meters().forEach(registry::remove);
    }
  }

  /** One poll has ended. */
  void polled(FeedPoll poll) {
    if (poll.getOutcome() != PollOutcome.FAILED) {
      lastSuccess.put(poll.getFeed(), poll.getPolledAt());
      failures.put(poll.getFeed(), 0);
    } else {
      failures.merge(poll.getFeed(), 1, Integer::sum);
    }
    Timer.builder("faultline.poll.polls")
        .description("Polls from the request to the brokers' acknowledgement")
        .tag("feed", poll.getFeed())
        .tag("outcome", poll.getOutcome().name().toLowerCase(Locale.ROOT))
        .tag("reason", poll.getReason() == null ? NO_REASON : poll.getReason())
        .register(registry)
        .record(Duration.ofMillis(poll.getDurationMs()));
    count("faultline.poll.bytes", "Bytes of bodies, unpacked", poll.getFeed(), poll.getBytes());
    count(
        "faultline.poll.accepted",
        "Records that passed the checks",
        poll.getFeed(),
        poll.getAccepted());
    count(
        "faultline.poll.rejected",
        "Records that did not pass the checks",
        poll.getFeed(),
        poll.getRejected());
    count(
        "faultline.poll.published",
        "New observations and revisions",
        poll.getFeed(),
        poll.getPublished());
  }

  private double age(String feed) {
    return Duration.between(lastSuccess.get(feed), clock.instant()).toMillis() / 1e3;
  }

  private void count(String name, String description, String feed, long count) {
    Counter.builder(name)
        .description(description)
        .tag("feed", feed)
        .register(registry)
        .increment((double) count);
  }
}
