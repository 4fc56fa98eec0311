package dev.faultline.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.bench.soak.fault.RecoveryLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A slice of {@code bin/bench soak}: another one each time, and its seed is printed. How soon all
 * works again is for that command to measure, on a quiet machine. Longer with {@code
 * -Dsoak.minutes=20}, again with {@code -Dsoak.seed=…}.
 */
@Tag("soak")
class SoakIT {

  @TempDir private static Path folder;

  @Test
  void whatMustHoldHolds() throws Exception {
    double minutes = Double.parseDouble(System.getProperty("soak.minutes", "1.5"));
    long seed = Long.getLong("soak.seed", ThreadLocalRandom.current().nextLong(1_000_000));
    Duration length = Duration.ofMillis((long) (minutes * 60_000));

    SoakReport report =
        new Soak(folder, SoakOptions.of(length, seed, RecoveryLimits.BUSY), System.err).run();

    assertThat(report.violations()).as(report.text()).isEmpty();
    assertThat(report.episodes()).as("faults, seed " + seed).isNotEmpty();
  }
}
