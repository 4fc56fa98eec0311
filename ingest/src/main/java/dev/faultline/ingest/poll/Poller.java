package dev.faultline.ingest.poll;

import dev.faultline.ingest.publish.PublishedRevisions;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.ingest.watermark.Cadence;
import dev.faultline.ingest.watermark.PublisherIds;
import dev.faultline.ingest.watermark.Publishers;
import dev.faultline.ingest.watermark.WallClockWatermarks;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.Population;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls every feed at its own pace, each in a thread of its own while it is polled, so that a slow
 * one delays no other. Publishes what is new, a row about each poll, and watermarks for the
 * populations that the feeds are about.
 */
public final class Poller implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final Duration WATERMARK_CHECK = Duration.ofMillis(500);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Duration LAST_RUN = Duration.ofSeconds(1);

  private final List<FeedPoller> feeds;
  private final FeedIntake intake;
  private final RecordPublisher publisher;
  private final PollMetrics metrics;
  private final RandomGenerator random;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "poll-timer"));
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "poll-watermarks"));
  private final ExecutorService polls;

  /**
   * @param feeds what to poll
   * @param fetcher how to fetch it
   * @param publisher where records go
   * @param revisions what has been published about incidents
   * @param publishers what was said of how far publishers are: feeds go on with the populations
   *     that they had
   * @param cadences when the slots of a population close
   * @param registry gets the counts
   * @param clock dates what is seen
   * @param random spreads the polls
   */
  public Poller(
      List<Feed> feeds,
      FeedFetcher fetcher,
      RecordPublisher publisher,
      PublishedRevisions revisions,
      Publishers publishers,
      Function<Population, Cadence> cadences,
      MeterRegistry registry,
      Clock clock,
      RandomGenerator random) {
    this.publisher = publisher;
    this.random = random;
    this.metrics = new PollMetrics(registry, clock);
    WallClockWatermarks watermarks = new WallClockWatermarks(publisher, cadences, clock);
    Set<String> names =
        feeds.stream().map(feed -> PublisherIds.ofFeed(feed.name())).collect(Collectors.toSet());
    watermarks.resume(publishers, names::contains);
    this.intake =
        new FeedIntake(publisher, new RevisionIntake(publisher, revisions), watermarks, clock);
    this.feeds = feeds.stream().map(feed -> new FeedPoller(feed, fetcher, intake, clock)).toList();
    AtomicInteger number = new AtomicInteger();
    // a feed is polled by one thread at a time, so there are never more threads than feeds
    this.polls =
        Executors.newCachedThreadPool(task -> new Thread(task, "poll-" + number.incrementAndGet()));
    feeds.forEach(metrics::known);
  }

  /** Polls until it is closed. */
  public void start() {
    for (FeedPoller feed : feeds) {
      schedule(feed, feed.first(random.nextDouble()));
    }
    Future<?> unused =
        scheduler.scheduleWithFixedDelay(
            this::watermark,
            WATERMARK_CHECK.toMillis(),
            WATERMARK_CHECK.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Polls every feed once, all at the same time.
   *
   * @return how it went, in the order of the feeds
   */
  public List<FeedPoll> once() throws InterruptedException {
    List<Future<FeedPoll>> running = new ArrayList<>();
    for (FeedPoller feed : feeds) {
      running.add(polls.submit(() -> poll(feed)));
    }
    List<FeedPoll> rows = new ArrayList<>();
    for (Future<FeedPoll> poll : running) {
      try {
        rows.add(poll.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a poll did not end by itself", e.getCause());
      }
    }
    return rows;
  }

  private void schedule(FeedPoller feed, Duration wait) {
    try {
      Future<?> unused =
          timer.schedule(
              () -> polls.execute(() -> pollAndGoOn(feed)), wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("feed {} is polled no more: the poller stops", feed.feed().name());
    }
  }

  private void pollAndGoOn(FeedPoller feed) {
    try {
      poll(feed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    schedule(feed, feed.next(random.nextDouble()));
  }

  private FeedPoll poll(FeedPoller feed) throws InterruptedException {
    FeedPoll poll = feed.poll();
    publisher.publish(
        poll,
        failure ->
            failure.ifPresent(
                f -> LOG.warn("the row about feed {}: {}", poll.getFeed(), f.getMessage())));
    metrics.polled(poll);
    return poll;
  }

  private void watermark() {
    try {
      intake.watermark();
    } catch (RuntimeException e) {
      if (!scheduler.isShutdown()) {
        LOG.error("the watermarks failed", e);
      }
    }
  }

  /**
   * Tells no more how old the feeds are; for a poller that is closed while its process lives on.
   */
  public void forgetFeeds() {
    feeds.forEach(feed -> metrics.forget(feed.feed()));
  }

  /** Stops polling, gives polls under way five seconds, and sends the last watermarks. */
  @Override
  public void close() {
    timer.shutdownNow();
    polls.shutdown();
    scheduler.shutdown();
    try {
      if (!polls.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        polls.shutdownNow();
        if (!polls.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.warn("a poll does not stop");
        }
      }
      if (!scheduler.awaitTermination(LAST_RUN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("the watermarks under way are given up");
      }
    } catch (InterruptedException e) {
      polls.shutdownNow();
      Thread.currentThread().interrupt();
    }
    scheduler.shutdownNow();
    intake.finish();
  }
}
