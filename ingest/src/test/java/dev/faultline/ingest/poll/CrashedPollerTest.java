package dev.faultline.ingest.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.poll.FeedFetcher.Fetched;
import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.source.aws.AwsHealthJson;
import dev.faultline.ingest.watermark.Cadence;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A poller that dies between any two records and is started again. */
class CrashedPollerTest {

  private static final String OPEN = new AwsHealthJson().example();
  private static final String TWO =
      OPEN.substring(0, OPEN.length() - 1)
          + ","
          + OPEN.replace("me-central-1", "me-south-1").substring(1);

  /** What the feed says, poll by poll. */
  private static final List<String> BODIES =
      List.of(OPEN, TWO, OPEN, "[]", TWO.replace("\"status\":\"3\"", "\"status\":\"0\""), "[]");

  private static final Feed FEED =
      new Feed(
          "aws-health",
          URI.create("https://health.example/"),
          new AwsHealthJson(),
          Duration.ofMinutes(1),
          Duration.ofSeconds(10),
          Optional.empty(),
          "aws-health",
          Vanishing.CLOSES);

  /** Polls once, minutes after the first poll, with a new poller that knows the topic only. */
  private static void poll(RecordedPublications topic, int minutes, String body) throws Exception {
    try (Poller poller =
        new Poller(
            List.of(FEED),
            (feed, known) -> new Fetched(200, body.getBytes(UTF_8), Validators.NONE),
            topic,
            ledger -> topic.revisions().forEach(ledger::enter),
            topic::progress,
            population -> Cadence.DEFAULT,
            new SimpleMeterRegistry(),
            Clock.fixed(
                Instant.parse("2026-03-02T08:00:00Z").plusSeconds(60L * minutes), ZoneOffset.UTC),
            new Random(1))) {
      poller.once();
    }
  }

  private static List<String> revisions(RecordedPublications topic) {
    return topic.revisions().stream()
        .map(
            r ->
                r.getScopes().get(0).getRegion()
                    + " "
                    + r.getRevision()
                    + " "
                    + r.getStatus()
                    + " "
                    + r.getContentHash())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void publishesEachRevisionOnceWhereverItDies(int records) throws Exception {
    RecordedPublications undisturbed = new RecordedPublications();
    RecordedPublications crashed = new RecordedPublications();
    crashed.failAfter(records);
    for (int i = 0; i < BODIES.size(); i++) {
      poll(undisturbed, i, BODIES.get(i));
      poll(crashed, i, BODIES.get(i));
      if (crashed.order().size() == records) {
        crashed.failAfter(Integer.MAX_VALUE);
        poll(crashed, i, BODIES.get(i));
      }
    }

    assertThat(revisions(undisturbed)).hasSize(6);
    assertThat(revisions(crashed)).isEqualTo(revisions(undisturbed));
  }
}
