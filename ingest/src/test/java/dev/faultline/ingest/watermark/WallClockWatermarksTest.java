package dev.faultline.ingest.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.PublisherState;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WallClockWatermarksTest {

  private static final class HandClock extends Clock {

    private Instant now = Instant.parse("2025-10-20T00:00:10Z");

    void set(String time) {
      now = Instant.parse(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final String GATEWAY = PublisherIds.ofGateway("main");
  private static final Population SOLANA = new Population("solana", "consensus");
  private static final Population AKASH = new Population("akash", "compute");

  private final HandClock clock = new HandClock();
  private final RecordedPublications publications = new RecordedPublications();
  private final WallClockWatermarks watermarks = started();

  private WallClockWatermarks started() {
    return new WallClockWatermarks(
        publications,
        population ->
            population.equals(AKASH)
                ? new Cadence(Duration.ofHours(1), Duration.ZERO)
                : Cadence.DEFAULT,
        clock);
  }

  private void feed(Population population) {
    feed(GATEWAY, population, clock.instant());
  }

  private void feed(String publisher, Population population, Instant observedAt) {
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
  void opensBeforeTheFirstObservationThenOncePerStepOfEachPopulation() {
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
  void opensNoLaterThanItsFirstObservation() {
    feed(GATEWAY, SOLANA, Instant.parse("2025-10-19T23:59:00Z"));
    assertThat(publications.said()).containsExactly(said(SOLANA, "2025-10-19T23:58:59.999Z"));
  }

  @Test
  void neverGoesBackWithTheClock() {
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
  void feedsOfOnePopulationArePublishersOfTheirOwn() {
    feed(PublisherIds.ofFeed("a"), SOLANA, clock.instant());
    feed(PublisherIds.ofFeed("b"), SOLANA, clock.instant());
    assertThat(publications.said())
        .extracting(Watermark::publisher)
        .containsExactly("poll/a", "poll/b");
  }

  @Test
  void tellsHowFarItIsBehindTheWatermarkAndNeverBeforeIt() {
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
  void aKilledGatewayGoesOnWithThePopulationsThatItHad() {
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
  void oneThatWasStoppedDoesTooAndOthersPopulationsAreNotItsOwn() {
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
}
