package dev.faultline.cli.service;

import dev.faultline.ingest.poll.Feed;
import dev.faultline.ingest.poll.Poller;
import dev.faultline.ingest.poll.fetch.HttpFetcher;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.ingest.publish.kafka.KafkaPublishedRevisions;
import dev.faultline.ingest.publish.kafka.KafkaPublishers;
import dev.faultline.ingest.publish.kafka.KafkaRecordPublisher;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.service.lifecycle.Service;
import dev.faultline.streams.network.Networks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A poller with the clients that it fetches and publishes through. */
public final class PollService implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(PollService.class);

  private final List<Feed> feeds;
  private final KafkaConnection connection;
  private final Networks networks;
  private final String userAgent;
  private final MeterRegistry metrics;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private volatile KafkaRecordPublisher publisher;

  /**
   * @param networks tell when slots close
   * @param userAgent who asks
   */
  public PollService(
      List<Feed> feeds,
      KafkaConnection connection,
      Networks networks,
      String userAgent,
      MeterRegistry metrics) {
    this.feeds = feeds;
    this.connection = connection;
    this.networks = networks;
    this.userAgent = userAgent;
    this.metrics = metrics;
  }

  @Override
  public String name() {
    return "poller";
  }

  /** Connects, and polls until it is closed. */
  @Override
  public void start() {
    connect().start();
  }

  /** Connects, and polls every feed once. */
  public List<FeedPoll> once() throws InterruptedException {
    return connect().once();
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** Why nothing can be published now; empty if it can. */
  public Optional<String> problem() {
    return publisher.reachable() ? Optional.empty() : Optional.of("Kafka does not answer");
  }

  private synchronized Poller connect() {
    Clock clock = Clock.systemUTC();
    try (KafkaPublishers publishers = KafkaPublishers.open(connection)) {
      publisher = keep(KafkaRecordPublisher.open(connection));
      KafkaPublishedRevisions revisions = keep(KafkaPublishedRevisions.open(connection));
      HttpFetcher fetcher = keep(HttpFetcher.start(userAgent, clock));
      return keep(
          new Poller(
              feeds,
              fetcher,
              publisher,
              revisions,
              publishers,
              Cadences.of(networks),
              metrics,
              clock,
              new Random()));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("the poller did not stop cleanly: {}", e.toString());
      }
    }
  }
}
