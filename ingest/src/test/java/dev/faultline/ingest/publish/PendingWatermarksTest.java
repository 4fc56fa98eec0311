package dev.faultline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.Population;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingWatermarksTest {

  private static final Population SOLANA = new Population("solana", "consensus");
  private static final Instant T1 = Instant.parse("2025-10-20T00:00:00Z");
  private static final Instant T2 = Instant.parse("2025-10-21T00:00:00Z");

  private final PendingWatermarks watermarks = new PendingWatermarks();

  @Test
  void aWatermarkWaitsForEveryRecordBeforeIt() {
    Acknowledgement first = watermarks.publishing();
    Acknowledgement second = watermarks.publishing();
    watermarks.want(SOLANA, T1);
    Acknowledgement later = watermarks.publishing();
    watermarks.want(SOLANA, T2);

    later.answer(Optional.empty());
    first.answer(Optional.empty());
    assertThat(watermarks.due()).isEmpty();

    second.answer(Optional.empty());
    assertThat(watermarks.due())
        .containsExactly(
            new PendingWatermarks.Watermark(SOLANA, T1),
            new PendingWatermarks.Watermark(SOLANA, T2));
    assertThat(watermarks.due()).isEmpty();
  }

  @Test
  void aLostRecordHoldsBackAllLaterWatermarks() {
    Acknowledgement record = watermarks.publishing();
    watermarks.want(SOLANA, T1);
    watermarks.want(SOLANA, T2);

    record.answer(Optional.of(new PublishFailedException("lost", null)));

    assertThat(watermarks.due()).isEmpty();
  }
}
