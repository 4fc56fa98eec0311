package dev.faultline.ingest.poll;

import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.poll.PollFailure.Reason;
import dev.faultline.ingest.publish.PendingPublication;
import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.watermark.PublisherIds;
import dev.faultline.ingest.watermark.WallClockWatermarks;
import dev.faultline.schemas.Observation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the body of a feed and publishes what passes the checks: of a broken body too what stands
 * before the break, because a good record is never lost, though such a poll closes nothing.
 */
final class FeedIntake {

  private static final Logger LOG = LoggerFactory.getLogger(FeedIntake.class);

  private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(35);

  private final RecordPublisher publisher;
  private final RevisionIntake revisions;
  private final WallClockWatermarks watermarks;
  private final Clock clock;
  private final Map<String, Long> unusable = new ConcurrentHashMap<>();

  /** Held for reading from "it is now" until the observations of that moment have been sent. */
  private final ReadWriteLock moment = new ReentrantReadWriteLock();

  FeedIntake(
      RecordPublisher publisher,
      RevisionIntake revisions,
      WallClockWatermarks watermarks,
      Clock clock) {
    this.publisher = publisher;
    this.revisions = revisions;
    this.watermarks = watermarks;
    this.clock = clock;
  }

  /**
   * Watermarks for the populations whose step has ended, when no poll is in the midst of
   * publishing.
   */
  void watermark() {
    moment.writeLock().lock();
    try {
      watermarks.run();
    } finally {
      moment.writeLock().unlock();
    }
  }

  /** The last watermarks. */
  void finish() {
    watermarks.finish();
  }

  /** Takes one body. */
  PollResult take(Feed feed, byte[] body, RejectionDeduplicator refusedBefore)
      throws InterruptedException {
    if (isBlank(body)) {
      return PollResult.failed(clock.instant(), new PollFailure(Reason.EMPTY, "the body is empty"));
    }
    PendingPublication pending = new PendingPublication();
    PollReading reading = new PollReading();
    Instant at;
    moment.readLock().lock();
    try {
      at = clock.instant();
      feed.format().read(new ByteArrayInputStream(body), options(feed, at, reading), reading);
      for (Observation observation : reading.observations()) {
        publisher.publish(observation, pending.publishing());
      }
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    } finally {
      moment.readLock().unlock();
    }
    reportUnusable(feed, reading);
    refusedBefore
        .lettersOf(feed, reading, body, at)
        .forEach(letter -> publisher.publish(letter, pending.publishing()));
    return outcome(feed, reading, pending, at);
  }

  /** Once for each number of them: it stays the same from poll to poll. */
  private void reportUnusable(Feed feed, PollReading reading) {
    Long before = unusable.put(feed.name(), reading.unusable());
    if (reading.unusable() > 0 && !Long.valueOf(reading.unusable()).equals(before)) {
      LOG.info(
          "feed {}: {} attributes could not be used, and their nodes were taken without them; one:"
              + " {}",
          feed.name(),
          reading.unusable(),
          reading.oneUnusable());
    }
  }

  private PollResult outcome(Feed feed, PollReading reading, PendingPublication pending, Instant at)
      throws InterruptedException {
    RevisionIntake.Published published =
        switch (feed.format().yields()) {
          case INCIDENTS -> revisions.publish(feed, reading, at, PUBLISH_TIMEOUT);
          case OBSERVATIONS ->
              new RevisionIntake.Published(reading.observations().size(), 0, Optional.empty());
        };
    Optional<PublishFailedException> failure = pending.await(PUBLISH_TIMEOUT);
    if (failure.isEmpty()) {
      failure = published.failure();
    }
    PollResult taken =
        new PollResult(
            at,
            reading.accepted(),
            reading.rejected(),
            published.count(),
            published.vanished(),
            Optional.empty());
    if (failure.isPresent()) {
      return taken.withFailure(
          new PollFailure(Reason.PUBLISH, failure.get().getMessage(), failure.get()));
    }
    return reading.failed()
        ? taken.withFailure(new PollFailure(Reason.CONTENT, reading.failure()))
        : taken;
  }

  private ReadOptions options(Feed feed, Instant at, PollReading reading) {
    ReadOptions options =
        ReadOptions.of(TimeLimits.live(clock))
            .withObservedAt(at)
            .withSource(feed.source())
            .withPopulations(
                observation -> watermarks.feeding(PublisherIds.ofFeed(feed.name()), observation))
            .withUnusable((field, reason) -> reading.unusable(field.fieldName() + " " + reason));
    return feed.population()
        .map(p -> options.withPopulation(p.network(), p.layer()))
        .orElse(options);
  }

  /** Whether there is nothing but blanks and byte order marks. */
  private static boolean isBlank(byte[] body) {
    for (byte b : body) {
      switch (b & 0xFF) {
        case ' ', '\n', '\r', '\t', 0x00, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF -> {}
        default -> {
          return false;
        }
      }
    }
    return true;
  }
}
