package dev.faultline.ingest.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.publish.RecordedPublications.SentWatermark;
import dev.faultline.ingest.source.aws.AwsHealthJson;
import dev.faultline.ingest.source.json.ObservationsJson;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Feeds that are polled again and again. */
class PollerPaceTest {

  private final RunningPoller running = new RunningPoller();
  private final FeedServer server = running.server();
  private final RecordedPublications publications = running.publications();

  PollerPaceTest() throws IOException {}

  @AfterEach
  void stop() throws Exception {
    running.close();
  }

  /** A feed at the path of its name, polled more often than a file could ask for. */
  private Feed often(String name) {
    return new Feed(
        name,
        URI.create(server.url("/" + name)),
        new AwsHealthJson(),
        Duration.ofMillis(200),
        Duration.ofSeconds(20),
        Optional.empty(),
        name,
        Vanishing.CLOSES);
  }

  @Test
  void aSlowFeedDelaysNoOther() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    server.on("/aws", FeedServer.body("[]".getBytes(UTF_8)));
    server.on(
        "/slow",
        exchange -> {
          try {
            held.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    running.of(List.of(often("aws"), often("slow"))).start();

    await().atMost(Duration.ofSeconds(30)).until(() -> publications.polls().size() >= 5);
    assertThat(publications.polls()).extracting(FeedPoll::getFeed).containsOnly("aws");
    held.countDown();
  }

  @Test
  void watermarksForThePopulationsOfNodeFeeds() throws Exception {
    Population nodes = new Population("solana", "consensus");
    server.on(
        "/nodes",
        FeedServer.body(
            """
            {"node_id":"a","status":"up"}
            {"node_id":"b","status":"down"}"""
                .getBytes(UTF_8),
            "ETag",
            "\"v1\""));
    Feed feed = often("nodes");
    running
        .of(
            List.of(
                new Feed(
                    feed.name(),
                    feed.url(),
                    new ObservationsJson(),
                    feed.interval(),
                    feed.timeout(),
                    Optional.of(nodes),
                    feed.source(),
                    Vanishing.MEANS_NOTHING)))
        .start();

    await().atMost(Duration.ofSeconds(30)).until(() -> publications.watermarks().size() >= 3);
    assertThat(publications.observations())
        .extracting(o -> o.getSource() + " " + o.getNodeId() + " " + o.getStatus())
        .startsWith("nodes a UP", "nodes b DOWN");
    assertThat(publications.said()).extracting(Watermark::publisher).containsOnly("poll/nodes");
    assertThat(publications.watermarks().get(0).behind()).isZero();
    assertThat(publications.watermarks().subList(1, publications.watermarks().size()))
        .allSatisfy(
            watermark -> {
              assertThat(watermark.population()).isEqualTo(nodes);
              assertThat(watermark.behind()).isGreaterThanOrEqualTo(2);
            });
    assertThat(publications.watermarks()).extracting(SentWatermark::t).isSorted();
    assertThat(server.requests())
        .hasSizeGreaterThan(2)
        .allSatisfy(request -> assertThat(request).doesNotContainKey("If-none-match"));
  }
}
