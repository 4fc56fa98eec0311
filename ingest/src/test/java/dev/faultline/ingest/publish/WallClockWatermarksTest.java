package dev.faultline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.publish.RecordedPublications.SentWatermark;
import dev.faultline.schemas.Population;
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

  private static final Population SOLANA = new Population("solana", "consensus");
  private static final Population AKASH = new Population("akash", "compute");

  private final HandClock clock = new HandClock();
  private final RecordedPublications publications = new RecordedPublications();
  private final WallClockWatermarks watermarks =
      new WallClockWatermarks(
          publications,
          population ->
              population.equals(AKASH)
                  ? new Cadence(Duration.ofHours(1), Duration.ZERO)
                  : Cadence.DEFAULT,
          clock);

  @Test
  void watermarksOncePerStepOfEachPopulationThatWasFed() {
    watermarks.run();
    watermarks.fed(SOLANA);
    watermarks.fed(AKASH);
    watermarks.run();
    assertThat(publications.watermarks()).isEmpty();

    clock.set("2025-10-20T00:01:00.400Z");
    watermarks.run();
    watermarks.run();
    clock.set("2025-10-20T00:01:59Z");
    watermarks.fed(SOLANA);
    watermarks.run();
    clock.set("2025-10-20T01:00:00Z");
    watermarks.run();

    assertThat(publications.watermarks())
        .containsExactlyInAnyOrder(
            new SentWatermark(SOLANA, Instant.parse("2025-10-20T00:01:00.400Z"), 0),
            new SentWatermark(SOLANA, Instant.parse("2025-10-20T01:00:00Z"), 0),
            new SentWatermark(AKASH, Instant.parse("2025-10-20T01:00:00Z"), 0));
  }

  @Test
  void neverGoesBackWithTheClock() {
    watermarks.fed(SOLANA);
    clock.set("2025-10-20T00:05:00Z");
    watermarks.run();
    clock.set("2025-10-20T00:01:30Z");
    watermarks.run();
    watermarks.finish();

    assertThat(publications.watermarks())
        .containsExactly(new SentWatermark(SOLANA, Instant.parse("2025-10-20T00:05:00Z"), 0));
  }
}
