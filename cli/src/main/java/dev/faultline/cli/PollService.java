package dev.faultline.cli;

import dev.faultline.ingest.poll.Feed;
import dev.faultline.ingest.poll.Poller;
import dev.faultline.ingest.poll.fetch.HttpFetcher;
import dev.faultline.ingest.publish.KafkaConnection;
import dev.faultline.ingest.publish.KafkaPublishedRevisions;
import dev.faultline.ingest.publish.KafkaRecordPublisher;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.streams.network.Networks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/** A poller with the clients that it fetches and publishes through. */
final class PollService implements AutoCloseable {

  private final KafkaRecordPublisher publisher;
  private final KafkaPublishedRevisions revisions;
  private final HttpFetcher fetcher;
  private final Poller poller;

  private PollService(
      KafkaRecordPublisher publisher,
      KafkaPublishedRevisions revisions,
      HttpFetcher fetcher,
      Poller poller) {
    this.publisher = publisher;
    this.revisions = revisions;
    this.fetcher = fetcher;
    this.poller = poller;
  }

  /**
   * Connects; polls nothing yet.
   *
   * @param networks tell when slots close
   * @param userAgent who asks
   * @param privateAllowed whether feeds may be at loopback and private addresses
   */
  static PollService open(
      List<Feed> feeds,
      KafkaConnection connection,
      Networks networks,
      String userAgent,
      boolean privateAllowed,
      MeterRegistry metrics) {
    Clock clock = Clock.systemUTC();
    KafkaRecordPublisher publisher = KafkaRecordPublisher.open(connection);
    try {
      KafkaPublishedRevisions revisions = KafkaPublishedRevisions.open(connection);
      HttpFetcher fetcher = HttpFetcher.start(userAgent, privateAllowed, clock);
      Poller poller =
          new Poller(
              feeds,
              fetcher,
              publisher,
              revisions,
              Cadences.of(networks),
              metrics,
              clock,
              new Random());
      return new PollService(publisher, revisions, fetcher, poller);
    } catch (RuntimeException e) {
      publisher.close();
      throw e;
    }
  }

  /** Polls until it is closed. */
  void start() {
    poller.start();
  }

  /** Polls every feed once. */
  List<FeedPoll> once() throws InterruptedException {
    return poller.once();
  }

  boolean isReady() {
    return publisher.reachable();
  }

  @Override
  public void close() throws Exception {
    poller.close();
    fetcher.close();
    revisions.close();
    publisher.close();
  }
}
