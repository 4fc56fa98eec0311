package dev.faultline.cli.publishers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.watermark.Cadence;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.PublisherState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublisherReportTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final PublisherReport REPORT =
      new PublisherReport(population -> Cadence.DEFAULT, NOW);

  private static PublisherProgress progress(
      String publisher, PublisherState state, Duration behindNow, Duration silent) {
    return PublisherProgress.newBuilder()
        .setNetwork("solana")
        .setLayer("consensus")
        .setPublisher(publisher)
        .setState(state)
        .setWatermark(behindNow == null ? null : NOW.minus(behindNow))
        .setUpdatedAt(NOW.minus(silent))
        .build();
  }

  private static final List<PublisherRow> ROWS =
      REPORT.rows(
          List.of(
              progress("poll/a", PublisherState.OPEN, Duration.ofHours(30), Duration.ofDays(2)),
              progress(
                  "gateway/main",
                  PublisherState.OPEN,
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(30)),
              progress("import/1", PublisherState.OPEN, Duration.ofHours(2), Duration.ofHours(1)),
              progress("import/2", PublisherState.ANNOUNCED, null, Duration.ofSeconds(2)),
              progress("import/3", PublisherState.CLOSED, Duration.ofDays(9), Duration.ofDays(8))));

  @Test
  void tellsWhomThePopulationWaitsForAndWhoSeemsToBeGone() {
    assertThat(ROWS)
        .extracting(PublisherRow::publisher, PublisherRow::isHolding, PublisherRow::isOverdue)
        .containsExactly(
            tuple("gateway/main", true, false),
            tuple("import/1", true, true),
            tuple("import/2", false, false),
            tuple("import/3", false, false),
            tuple("poll/a", false, false));
  }

  @Test
  void isATable() {
    assertThat(PublisherTable.of(ROWS).lines())
        .hasSize(6)
        .anyMatch(line -> line.contains("import/1") && line.contains("1 h 59 min"))
        .anyMatch(line -> line.contains("import/1") && line.endsWith("open, silent"))
        .anyMatch(line -> line.endsWith("open, too far behind to be waited for"))
        .anyMatch(line -> line.contains("import/2") && line.contains("announced"));
  }

  @Test
  void isJson() throws Exception {
    assertThat(PublisherJson.of(ROWS))
        .contains("\"publisher\" : \"import/1\"", "\"behind_s\" : 7170", "\"overdue\" : true")
        .contains("\"watermark\" : null");
  }
}
