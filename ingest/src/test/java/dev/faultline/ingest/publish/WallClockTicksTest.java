package dev.faultline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.publish.RecordedPublications.SentTick;
import dev.faultline.schemas.Population;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WallClockTicksTest {

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

  private static final Population SOLANA = new Population("solana", "consensus");
  private static final Population AKASH = new Population("akash", "compute");

  private final HandClock clock = new HandClock();
  private final RecordedPublications publications = new RecordedPublications();
  private final WallClockTicks ticks =
      new WallClockTicks(
          publications,
          population ->
              population.equals(AKASH)
                  ? new Cadence(Duration.ofHours(1), Duration.ZERO)
                  : Cadence.DEFAULT,
          clock);

  @Test
  void ticksOncePerStepOfEachPopulationThatWasFed() {
    ticks.run();
    ticks.fed(SOLANA);
    ticks.fed(AKASH);
    ticks.run();
    assertThat(publications.ticks()).isEmpty();

    clock.set("2025-10-20T00:01:00.400Z");
    ticks.run();
    ticks.run();
    clock.set("2025-10-20T00:01:59Z");
    ticks.fed(SOLANA);
    ticks.run();
    clock.set("2025-10-20T01:00:00Z");
    ticks.run();

    assertThat(publications.ticks())
        .containsExactlyInAnyOrder(
            new SentTick(SOLANA, Instant.parse("2025-10-20T00:01:00.400Z"), 0),
            new SentTick(SOLANA, Instant.parse("2025-10-20T01:00:00Z"), 0),
            new SentTick(AKASH, Instant.parse("2025-10-20T01:00:00Z"), 0));
  }

  @Test
  void neverGoesBackWithTheClock() {
    ticks.fed(SOLANA);
    clock.set("2025-10-20T00:05:00Z");
    ticks.run();
    clock.set("2025-10-20T00:01:30Z");
    ticks.run();
    ticks.finish();

    assertThat(publications.ticks())
        .containsExactly(new SentTick(SOLANA, Instant.parse("2025-10-20T00:05:00Z"), 0));
  }
}
