package dev.faultline.ingest.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.PublisherState;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WallClockWatermarksTest {

  private static final String GATEWAY = PublisherIds.ofGateway("main");
  private static final Population SOLANA = new Population("solana", "consensus");
  private static final Population AKASH = new Population("akash", "compute");

  private final HandClock clock = new HandClock("2025-10-20T00:00:10Z");
  private final RecordedPublications publications = new RecordedPublications();
  private final WallClockWatermarks watermarks = started();

  private WallClockWatermarks started() {
    return new WallClockWatermarks(
        publications,
        population ->
            population.equals(AKASH)
                ? new Cadence(
                    Duration.ofHours(1),
                    Duration.ZERO,
                    Duration.ofDays(1),
                    Duration.ofDays(1),
                    false)
                : Cadence.DEFAULT,
        clock);
  }

  private void feed(Population population) throws RefusedException {
    feed(GATEWAY, population, clock.instant());
  }

  private void feed(String publisher, Population population, Instant observedAt)
      throws RefusedException {
    watermarks.feeding(
        publisher,
        Observation.newBuilder()
            .setNetwork(population.network())
            .setLayer(population.layer())
            .setNodeId("n")
            .setObservedAt(observedAt)
            .setStatus(NodeStatus.UP)
            .setSource("test")
            .build());
  }

  private static Watermark said(Population population, String time) {
    return Watermark.of(population, Instant.parse(time), GATEWAY);
  }

  @Test
  void opensBeforeTheFirstObservationThenOncePerStepOfEachPopulation() throws Exception {
    watermarks.run();
    assertThat(publications.said()).isEmpty();
    feed(SOLANA);
    feed(AKASH);
    feed(SOLANA);
    watermarks.run();

    clock.set("2025-10-20T00:01:00.400Z");
    watermarks.run();
    watermarks.run();
    clock.set("2025-10-20T00:01:59Z");
    feed(SOLANA);
    watermarks.run();
    clock.set("2025-10-20T01:00:00Z");
    watermarks.run();

    assertThat(publications.said())
        .containsExactlyInAnyOrder(
            said(SOLANA, "2025-10-20T00:00:09.999Z"),
            said(AKASH, "2025-10-20T00:00:09.999Z"),
            said(SOLANA, "2025-10-20T00:01:00.400Z"),
            said(SOLANA, "2025-10-20T01:00:00Z"),
            said(AKASH, "2025-10-20T01:00:00Z"));
  }

  @Test
  void opensNoLaterThanItsFirstObservation() throws Exception {
    feed(GATEWAY, SOLANA, Instant.parse("2025-10-19T23:59:00Z"));
    assertThat(publications.said()).containsExactly(said(SOLANA, "2025-10-19T23:58:59.999Z"));
  }

  @Test
  void neverGoesBackWithTheClock() throws Exception {
    feed(SOLANA);
    clock.set("2025-10-20T00:05:00Z");
    watermarks.run();
    clock.set("2025-10-20T00:01:30Z");
    watermarks.run();
    watermarks.finish();

    assertThat(publications.said())
        .containsExactly(
            said(SOLANA, "2025-10-20T00:00:09.999Z"),
            said(SOLANA, "2025-10-20T00:05:00Z"),
            said(SOLANA, "2025-10-20T00:05:00Z").asClosing());
  }

  @Test
  void feedsOfOnePopulationArePublishersOfTheirOwn() throws Exception {
    feed(PublisherIds.ofFeed("a"), SOLANA, clock.instant());
    feed(PublisherIds.ofFeed("b"), SOLANA, clock.instant());
    assertThat(publications.said())
        .extracting(Watermark::publisher)
        .containsExactly("poll/a", "poll/b");
  }

  @Test
  void tellsHowFarItIsBehindTheWatermarkAndNeverBeforeIt() throws Exception {
    publications.hold();
    feed(SOLANA);
    assertThat(publications.progress()).isEmpty();
    publications.flush();
    assertThat(publications.progress())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.getState()).isEqualTo(PublisherState.OPEN);
              assertThat(told.getWatermark()).isEqualTo("2025-10-20T00:00:09.999Z");
              assertThat(told.getUpdatedAt()).isEqualTo("2025-10-20T00:00:10Z");
            });
    watermarks.finish();
    assertThat(publications.progress())
        .extracting(PublisherProgress::getState)
        .containsExactly(PublisherState.CLOSED);
  }

  @Test
  void aKilledGatewayGoesOnWithThePopulationsThatItHad() throws Exception {
    feed(SOLANA);
    clock.set("2025-10-20T00:01:00Z");
    watermarks.run();

    clock.set("2025-10-20T00:03:20Z");
    WallClockWatermarks restarted = started();
    restarted.resume(publications::progress, GATEWAY::equals);
    restarted.run();
    assertThat(publications.said()).hasSize(2);
    clock.set("2025-10-20T00:04:00Z");
    restarted.run();

    assertThat(publications.said()).last().isEqualTo(said(SOLANA, "2025-10-20T00:04:00Z"));
  }

  @Test
  void oneThatWasStoppedDoesTooAndOthersPopulationsAreNotItsOwn() throws Exception {
    feed(SOLANA);
    feed(PublisherIds.ofGateway("other"), AKASH, clock.instant());
    watermarks.finish();

    clock.set("2025-10-20T02:00:00Z");
    WallClockWatermarks restarted = started();
    restarted.resume(publications::progress, GATEWAY::equals);
    clock.set("2025-10-20T03:00:00Z");
    restarted.run();

    assertThat(publications.said().subList(4, publications.said().size()))
        .containsExactly(said(SOLANA, "2025-10-20T03:00:00Z"));
  }

  @Test
  void aSilentPopulationClosesItsLongestWindowAndThenEnds() throws Exception {
    feed(SOLANA);
    clock.set("2025-10-21T00:02:00Z");
    watermarks.run();
    clock.set("2025-10-22T00:01:40Z");
    watermarks.run();
    assertThat(publications.said())
        .containsExactly(
            said(SOLANA, "2025-10-20T00:00:09.999Z"),
            said(SOLANA, "2025-10-21T00:02:00Z"),
            said(SOLANA, "2025-10-22T00:01:40Z"));

    clock.set("2025-10-22T00:02:00Z");
    watermarks.run();
    clock.set("2025-10-22T00:05:00Z");
    watermarks.run();

    assertThat(publications.said())
        .hasSize(4)
        .last()
        .isEqualTo(said(SOLANA, "2025-10-22T00:02:00Z").asClosing());
    assertThat(publications.progress()).isEmpty();
  }

  @Test
  void aPopulationThatHasEndedIsNotGoneOnWithAndOpensAgainWhenItIsFed() throws Exception {
    feed(SOLANA);
    clock.set("2025-10-23T00:00:00Z");
    watermarks.run();

    WallClockWatermarks restarted = started();
    restarted.resume(publications::progress, GATEWAY::equals);
    clock.set("2025-10-23T00:05:00Z");
    restarted.run();
    assertThat(publications.said()).hasSize(2);

    feed(SOLANA);
    assertThat(publications.said()).last().isEqualTo(said(SOLANA, "2025-10-23T00:04:59.999Z"));
    assertThat(publications.progress())
        .singleElement()
        .returns(PublisherState.OPEN, PublisherProgress::getState);
  }

  @Test
  void namesWithoutRulesAreLimitedUntilOthersHaveEnded() throws Exception {
    for (int i = 0; i < WallClockWatermarks.MOST_UNDECLARED; i++) {
      feed(new Population("made-up-" + i, "consensus"));
    }
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> feed(SOLANA))
        .withMessageContaining("solana/consensus")
        .withMessageContaining("--networks")
        .satisfies(refused -> assertThat(refused.field()).contains("network"));
    feed(AKASH);
    feed(new Population("made-up-0", "consensus"));

    clock.set("2025-10-22T00:05:00Z");
    watermarks.run();
    feed(SOLANA);
    assertThat(publications.progress())
        .extracting(PublisherProgress::getNetwork)
        .containsExactlyInAnyOrder("akash", "solana");
  }

  @Test
  void ofTooManyNamesInTheTopicTheOldestEndAtTheNextStep() throws Exception {
    List<PublisherProgress> told =
        IntStream.rangeClosed(0, WallClockWatermarks.MOST_UNDECLARED)
            .mapToObj(
                i ->
                    PublisherProgress.newBuilder()
                        .setNetwork("made-up-" + i)
                        .setLayer("consensus")
                        .setPublisher(GATEWAY)
                        .setState(PublisherState.OPEN)
                        .setWatermark(clock.instant())
                        .setUpdatedAt(clock.instant())
                        .build())
            .toList();
    watermarks.resume(() -> told, GATEWAY::equals);
    clock.set("2025-10-20T00:01:00Z");
    watermarks.run();

    assertThat(publications.said()).hasSize(told.size());
    assertThat(publications.said().stream().filter(Watermark::closing))
        .extracting(each -> each.population().network())
        .containsExactly("made-up-0");
  }

  @Test
  void givesUpOnTheLastWatermarksTogetherWhenTheBrokersAreAway() throws Exception {
    feed(SOLANA);
    feed(AKASH);
    publications.stall(true);
    long begun = System.nanoTime();

    watermarks.finish(Duration.ofMillis(200));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    assertThat(publications.progress())
        .extracting(PublisherProgress::getState)
        .containsOnly(PublisherState.OPEN);
  }
}
