package dev.faultline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.Population;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingTicksTest {

  private static final Population SOLANA = new Population("solana", "consensus");
  private static final Instant T1 = Instant.parse("2025-10-20T00:00:00Z");
  private static final Instant T2 = Instant.parse("2025-10-21T00:00:00Z");

  private final PendingTicks ticks = new PendingTicks();

  @Test
  void aTickWaitsForEveryRecordBeforeIt() {
    Acknowledgement first = ticks.publishing();
    Acknowledgement second = ticks.publishing();
    ticks.want(SOLANA, T1);
    Acknowledgement later = ticks.publishing();
    ticks.want(SOLANA, T2);

    later.answer(Optional.empty());
    first.answer(Optional.empty());
    assertThat(ticks.due()).isEmpty();

    second.answer(Optional.empty());
    assertThat(ticks.due())
        .containsExactly(new PendingTicks.Tick(SOLANA, T1), new PendingTicks.Tick(SOLANA, T2));
    assertThat(ticks.due()).isEmpty();
  }

  @Test
  void aLostRecordHoldsBackAllLaterTicks() {
    Acknowledgement record = ticks.publishing();
    ticks.want(SOLANA, T1);
    ticks.want(SOLANA, T2);

    record.answer(Optional.of(new PublishFailedException("lost", null)));

    assertThat(ticks.due()).isEmpty();
  }
}
