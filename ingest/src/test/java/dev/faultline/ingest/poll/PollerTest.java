package dev.faultline.ingest.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.source.aws.AwsHealthJson;
import dev.faultline.ingest.source.aws.AwsLegacyJson;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.PollOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollerTest {

  private static final String OPEN = new AwsHealthJson().example();
  private static final String FEEDS =
      """
      feeds:
        - name: aws-health
          url: %s
          format: aws-health-json
          interval: 5s
          timeout: 20s
      """;

  private final RunningPoller running = new RunningPoller();
  private final FeedServer server = running.server();
  private final RecordedPublications publications = running.publications();
  private final SimpleMeterRegistry metrics = running.metrics();
  private Poller poller;

  PollerTest() throws IOException {}

  @AfterEach
  void stop() throws Exception {
    running.close();
  }

  private static FeedPoll only(List<FeedPoll> polls) {
    assertThat(polls).hasSize(1);
    return polls.get(0);
  }

  private FeedPoll pollOf(String body) throws Exception {
    return pollOf(FeedServer.body(body.getBytes(UTF_8)));
  }

  private FeedPoll pollOf(FeedServer.Answer answer) throws Exception {
    server.on("/aws", answer);
    if (poller == null) {
      poller = running.of(FEEDS.formatted(server.url("/aws")));
    }
    return only(poller.once());
  }

  private List<String> revisions() {
    return publications.revisions().stream()
        .map(r -> r.getRevision() + " " + r.getStatus())
        .toList();
  }

  @Test
  void publishesWhatIsNewAndARowAboutEachPoll() throws Exception {
    FeedPoll first = pollOf(OPEN);
    FeedPoll second = pollOf(OPEN);

    assertThat(first)
        .returns(PollOutcome.READ, FeedPoll::getOutcome)
        .returns(200, FeedPoll::getHttpStatus)
        .returns((long) OPEN.getBytes(UTF_8).length, FeedPoll::getBytes)
        .returns(1L, FeedPoll::getAccepted)
        .returns(1L, FeedPoll::getPublished);
    assertThat(second)
        .returns(PollOutcome.READ, FeedPoll::getOutcome)
        .returns(0L, FeedPoll::getPublished);
    assertThat(publications.polls()).containsExactly(first, second);
    assertThat(publications.revisions())
        .singleElement()
        .returns("aws-health", IncidentRevision::getSource)
        .returns(first.getPolledAt(), IncidentRevision::getKnownAt);
    assertThat(metrics.get("faultline.poll.polls").tag("outcome", "read").timer().count())
        .isEqualTo(2);
    assertThat(metrics.get("faultline.poll.published").counter().count()).isEqualTo(1);
    assertThat(metrics.get("faultline.poll.age").gauge().value()).isBetween(0.0, 60.0);
  }

  @Test
  void nothingListedWhereThatMeansHealthyClosesWhatWasOpen() throws Exception {
    pollOf(OPEN);
    FeedPoll healthy = pollOf("[]");

    assertThat(healthy)
        .returns(PollOutcome.NOTHING_LISTED, FeedPoll::getOutcome)
        .returns(1L, FeedPoll::getVanished);
    pollOf(OPEN);
    assertThat(revisions()).containsExactly("1 INVESTIGATING", "2 VANISHED", "3 INVESTIGATING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "\uFEFF",
        "<!DOCTYPE html>\n<html><body>\n<h1>We will be back</h1>\n</body></html>",
        "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><r>&e;</r>",
        "[",
        "[{\"date\":",
        "{\"message\":\"Too many requests\"}",
        "null"
      })
  void aBodyThatIsNoFeedIsAFailureAndClosesNothing(String body) throws Exception {
    pollOf(OPEN);
    FeedPoll poll = pollOf(body);

    assertThat(poll.getOutcome()).isEqualTo(PollOutcome.FAILED);
    assertThat(poll.getReason())
        .isEqualTo(body.isBlank() || body.equals("\uFEFF") ? "empty" : "content");
    assertThat(poll.getDetail()).isNotBlank();
    assertThat(revisions()).containsExactly("1 INVESTIGATING");
    assertThat(publications.deadLetters()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aBodyInAnotherEncodingIsAFailure() throws Exception {
    pollOf(OPEN);
    FeedPoll poll = pollOf(FeedServer.body(OPEN.getBytes(StandardCharsets.UTF_16LE)));

    assertThat(poll.getReason()).isEqualTo("content");
    assertThat(revisions()).containsExactly("1 INVESTIGATING");
  }

  @Test
  void seventeenMebibytesAreAFailure() throws Exception {
    pollOf(OPEN);
    byte[] large = ("[" + " ".repeat(17 << 20) + "]").getBytes(UTF_8);

    assertThat(pollOf(FeedServer.body(large)).getReason()).isEqualTo("too_large");
    assertThat(revisions()).containsExactly("1 INVESTIGATING");
  }

  @Test
  void millionsOfRefusedRecordsAreCountedAndNotKept() throws Exception {
    FeedPoll poll = pollOf("[" + ",".repeat(2_000_000) + OPEN.substring(1));

    assertThat(poll)
        .returns(PollOutcome.INCOMPLETE, FeedPoll::getOutcome)
        .returns(2_000_000L, FeedPoll::getRejected)
        .returns(1L, FeedPoll::getPublished);
    assertThat(publications.deadLetters()).hasSize(1);
  }

  @Test
  void aCutBodyPublishesWhatStandsBeforeTheCutAndClosesNothing() throws Exception {
    String other = OPEN.replace("me-central-1", "me-south-1");
    pollOf(OPEN.substring(0, OPEN.length() - 1) + "," + other.substring(1));
    FeedPoll cut =
        pollOf(
            OPEN.replace("\"status\":\"3\"", "\"status\":\"2\"").substring(0, OPEN.length() - 1)
                + ",{\"date\":");

    assertThat(cut)
        .returns(PollOutcome.FAILED, FeedPoll::getOutcome)
        .returns(1L, FeedPoll::getPublished);
    assertThat(revisions())
        .containsExactly("1 INVESTIGATING", "1 INVESTIGATING", "2 INVESTIGATING");
  }

  @Test
  void aRecordThatIsRefusedIsOneDeadLetterAndClosesNothing() throws Exception {
    String other = OPEN.replace("me-central-1", "me-south-1");
    pollOf(OPEN.substring(0, OPEN.length() - 1) + "," + other.substring(1));
    String bad = OPEN.substring(0, OPEN.length() - 1) + ",{\"date\":\"noon\"}]";
    FeedPoll first = pollOf(bad);
    pollOf(bad);

    assertThat(first)
        .returns(PollOutcome.INCOMPLETE, FeedPoll::getOutcome)
        .returns(1L, FeedPoll::getRejected)
        .returns(0L, FeedPoll::getVanished);
    assertThat(publications.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getStage()).isEqualTo("poll"));
  }

  @Test
  void whatWasReadToItsEndIsAskedForOnlyIfItChanged() throws Exception {
    FeedServer.Answer answer =
        exchange ->
            (exchange.getRequestHeaders().containsKey("If-None-Match")
                    ? FeedServer.status(304)
                    : FeedServer.body(OPEN.getBytes(UTF_8), "ETag", "\"v1\""))
                .to(exchange);

    assertThat(pollOf(answer).getOutcome()).isEqualTo(PollOutcome.READ);
    assertThat(pollOf(answer))
        .returns(PollOutcome.NOT_MODIFIED, FeedPoll::getOutcome)
        .returns(304, FeedPoll::getHttpStatus);
    assertThat(revisions()).containsExactly("1 INVESTIGATING");
  }

  @Test
  void whatWasNotReadToItsEndIsAskedForAgain() throws Exception {
    pollOf(FeedServer.body("[".getBytes(UTF_8), "ETag", "\"v1\""));
    pollOf(OPEN);

    assertThat(server.requests().get(1)).doesNotContainKey("If-none-match");
    assertThat(revisions()).containsExactly("1 INVESTIGATING");
  }

  @Test
  void revisionsThatAreNotAcknowledgedAreNumberedAgain() throws Exception {
    publications.failAfter(0);
    FeedPoll failed = pollOf(OPEN);
    publications.failAfter(Integer.MAX_VALUE);
    FeedPoll again = pollOf(OPEN);

    assertThat(failed).returns("publish", FeedPoll::getReason).returns(0L, FeedPoll::getPublished);
    assertThat(again.getPublished()).isEqualTo(1);
    assertThat(revisions()).containsExactly("1 INVESTIGATING");
  }

  @Test
  void aStatusOfTheServerIsTold() throws Exception {
    assertThat(pollOf(FeedServer.status(503)))
        .returns("http_status", FeedPoll::getReason)
        .returns(503, FeedPoll::getHttpStatus);
    assertThat(metrics.get("faultline.poll.polls").tag("reason", "http_status").timer().count())
        .isEqualTo(1);
  }

  @Test
  void aZeroByteBodyOfTheLegacyFeedClosesNothing() throws Exception {
    poller =
        running.of(
            FEEDS.formatted(server.url("/aws")).replace("aws-health-json", "aws-legacy-json"));
    pollOf(new AwsLegacyJson().example());
    int before = publications.revisions().size();

    assertThat(pollOf("").getReason()).isEqualTo("empty");
    assertThat(pollOf("{}").getReason()).isEqualTo("content");
    assertThat(publications.revisions()).hasSize(before);
  }

  @Test
  void ofTooManyNetworksWithoutRulesTheOthersAreRefused() throws Exception {
    poller =
        running.of(
            FEEDS.formatted(server.url("/aws")).replace("aws-health-json", "observations-json"));
    FeedPoll poll =
        pollOf(
            IntStream.rangeClosed(0, 1_000)
                .mapToObj(
                    i ->
                        "{\"network\":\"made-up-%d\",\"layer\":\"consensus\",\"node_id\":\"n\",\"status\":\"up\"}"
                            .formatted(i))
                .collect(Collectors.joining("\n")));

    assertThat(poll)
        .returns(PollOutcome.INCOMPLETE, FeedPoll::getOutcome)
        .returns(1_000L, FeedPoll::getPublished)
        .returns(1L, FeedPoll::getRejected);
    assertThat(publications.deadLetters()).hasSize(1);
  }

  @Test
  void aKeyInTheQueryIsToldToNobody() throws Exception {
    String url = server.url("/aws") + "?api_key=SECRET#SECRET";
    poller = running.of(FEEDS.formatted(url));

    FeedPoll broken = pollOf(exchange -> exchange.close());
    FeedPoll redirected =
        pollOf(FeedServer.status(302, "Location", "ftp://me:SECRET@a.example/x?sig=SECRET"));

    assertThat(broken.getDetail()).doesNotContain("SECRET");
    assertThat(redirected.getDetail()).contains("'ftp://a.example/x'").doesNotContain("SECRET");
  }
}
