package dev.faultline.ingest.poll;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.poll.fetch.HttpFetcher;
import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.watermark.Cadence;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A poller beside a server of feeds, and what it publishes. */
final class RunningPoller implements AutoCloseable {

  private static final AllowedAddresses LOOPBACK =
      new AllowedAddresses(List.of(), List.of("127.0.0.0/8"));

  private final FeedServer server;
  private final HttpFetcher fetcher = HttpFetcher.start("faultline/test", Clock.systemUTC());
  private final RecordedPublications publications = new RecordedPublications();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Poller poller;

  RunningPoller() throws IOException {
    server = new FeedServer();
  }

  /** A poller of the feeds of a file. */
  Poller of(String yaml) throws Exception {
    return of(FeedFile.read(new ByteArrayInputStream(yaml.getBytes(UTF_8)), SourceFormats::named));
  }

  /** A poller of feeds. */
  Poller of(List<Feed> feeds) {
    poller =
        new Poller(
            feeds.stream().map(feed -> feed.withAllowed(LOOPBACK)).toList(),
            fetcher,
            publications,
            ledger -> publications.revisions().forEach(ledger::enter),
            publications::progress,
            population -> new Cadence(Duration.ofSeconds(1), Duration.ZERO),
            metrics,
            Clock.systemUTC(),
            new Random(7));
    return poller;
  }

  FeedServer server() {
    return server;
  }

  RecordedPublications publications() {
    return publications;
  }

  SimpleMeterRegistry metrics() {
    return metrics;
  }

  @Override
  public void close() throws Exception {
    if (poller != null) {
      poller.close();
    }
    fetcher.close();
    server.close();
  }
}
