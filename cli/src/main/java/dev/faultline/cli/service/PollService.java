package dev.faultline.cli.service;

import dev.faultline.ingest.leader.LeaderElection;
import dev.faultline.ingest.leader.LeaderPublisher;
import dev.faultline.ingest.poll.Feed;
import dev.faultline.ingest.poll.Poller;
import dev.faultline.ingest.poll.fetch.HttpFetcher;
import dev.faultline.ingest.publish.RecordPublisher;
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
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A poller with the clients that it fetches and publishes through. As a member of a group it polls
 * while it leads the group, and waits else.
 */
public final class PollService implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(PollService.class);

  private final List<Feed> feeds;
  private final KafkaConnection connection;
  private final Networks networks;
  private final String userAgent;
  private final MeterRegistry metrics;
  private final Optional<String> group;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private volatile KafkaRecordPublisher publisher;

  /** Without a group. */
  public PollService(
      List<Feed> feeds,
      KafkaConnection connection,
      Networks networks,
      String userAgent,
      MeterRegistry metrics) {
    this(feeds, connection, networks, userAgent, metrics, Optional.empty());
  }

  /**
   * @param networks tell when slots close
   * @param userAgent who asks
   * @param group of which one polls; empty for a poller by itself
   */
  public PollService(
      List<Feed> feeds,
      KafkaConnection connection,
      Networks networks,
      String userAgent,
      MeterRegistry metrics,
      Optional<String> group) {
    this.group = group;
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
  public synchronized void start() {
    try {
      publisher = keep(KafkaRecordPublisher.open(connection));
      if (group.isPresent()) {
        keep(election(group.get())).start();
      } else {
        open(publisher, parts).start();
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Connects, and polls every feed once, whether others poll as well or not. */
  public synchronized List<FeedPoll> once() throws InterruptedException {
    publisher = keep(KafkaRecordPublisher.open(connection));
    return open(publisher, parts).once();
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** Why nothing can be published now; empty if it can. */
  public Optional<String> problem() {
    return publisher.reachable() ? Optional.empty() : Optional.of("Kafka does not answer");
  }

  private LeaderElection election(String name) {
    AtomicReference<LeaderElection> election = new AtomicReference<>();
    RecordPublisher whileLeading =
        new LeaderPublisher(publisher, () -> election.get() != null && election.get().leads());
    election.set(LeaderElection.of(connection, name, new Term(whileLeading), failure));
    return election.get();
  }

  /** From when this process leads its group until it does no more. */
  private final class Term implements LeaderElection.Leadership {
    private final RecordPublisher whileLeading;
    private final Deque<AutoCloseable> own = new ArrayDeque<>();
    private Poller poller;

    Term(RecordPublisher whileLeading) {
      this.whileLeading = whileLeading;
    }

    @Override
    public void begin() {
      poller = open(whileLeading, own);
      poller.start();
    }

    @Override
    public void end() {
      if (poller != null) {
        poller.forgetFeeds();
      }
      poller = null;
      closeAll(own);
    }
  }

  private Poller open(RecordPublisher to, Deque<AutoCloseable> own) {
    Clock clock = Clock.systemUTC();
    try (KafkaPublishers publishers = KafkaPublishers.open(connection)) {
      KafkaPublishedRevisions revisions = KafkaPublishedRevisions.open(connection);
      own.push(revisions);
      HttpFetcher fetcher = HttpFetcher.start(userAgent, clock);
      own.push(fetcher);
      Poller poller =
          new Poller(
              feeds,
              fetcher,
              to,
              revisions,
              publishers,
              Cadences.of(networks),
              metrics,
              clock,
              new Random());
      own.push(poller);
      return poller;
    } catch (RuntimeException | Error e) {
      closeAll(own);
      throw e;
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("the poller did not stop cleanly: {}", e.toString());
      }
    }
  }
}
