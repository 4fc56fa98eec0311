package dev.faultline.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.importer.ImportProgress;
import dev.faultline.ingest.importer.ImportProgress.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ImportMeterTest {

  private final StringWriter shown = new StringWriter();
  private final AtomicLong nanos = new AtomicLong(12_345);

  private ImportMeter meter(boolean terminal) {
    return new ImportMeter(new PrintWriter(shown), terminal, nanos::get);
  }

  private static ImportProgress progress(Phase phase, long bytes, long accepted) {
    return new ImportProgress(phase, bytes, 1_000, accepted, 3, accepted);
  }

  private void pass(long milliseconds) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
  }

  @Test
  void aTerminalShowsABarWithTheRate() {
    try (ImportMeter meter = meter(true)) {
      meter.at(progress(Phase.PUBLISHING, 100, 5_000));
      pass(1_000);
      meter.at(progress(Phase.PUBLISHING, 500, 45_000));
    }

    assertThat(shown.toString())
        .contains(
            "\rimporting [###############...............]  50 %  45,000 accepted, 3 rejected,"
                + " 40,000 records/s")
        .endsWith("\r\033[K")
        .doesNotContain("\n");
  }

  @Test
  void aTerminalIsNotDrawnMoreOftenThanAnybodyCanSee() {
    try (ImportMeter meter = meter(true)) {
      meter.at(progress(Phase.ORDERING, 100, 0));
      pass(99);
      meter.at(progress(Phase.ORDERING, 200, 0));
    }

    assertThat(shown.toString()).contains("ordering  [###").doesNotContain("20 %");
  }

  @Test
  void aLogGetsALineNowAndThen() {
    try (ImportMeter meter = meter(false)) {
      meter.at(progress(Phase.PUBLISHING, 0, 0));
      pass(9_999);
      meter.at(progress(Phase.PUBLISHING, 500, 1_000_000));
      pass(1);
      meter.at(progress(Phase.PUBLISHING, 510, 2_000_000));
      pass(5_000);
      meter.at(progress(Phase.PUBLISHING, 900, 3_000_000));
    }

    assertThat(shown.toString().lines())
        .containsExactly("importing  51 %  2,000,000 accepted, 3 rejected, 200,000 records/s");
  }

  @Test
  void aShortImportLeavesNoTraceInALog() {
    try (ImportMeter meter = meter(false)) {
      meter.at(progress(Phase.PUBLISHING, 1_000, 10));
    }

    assertThat(shown.toString()).isEmpty();
  }
}
