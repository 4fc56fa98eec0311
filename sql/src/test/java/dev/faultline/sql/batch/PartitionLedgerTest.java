package dev.faultline.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PartitionLedgerTest {

  private static final BatchLimits LIMITS = new BatchLimits(3, 1000, Duration.ofNanos(100));

  private final PartitionLedger ledger = new PartitionLedger(Checkpoint.at(10), LIMITS);

  @Test
  void nothingIsDueBeforeSomethingHasCome() {
    assertThat(ledger.due(Long.MAX_VALUE / 2)).isFalse();
    assertThat(ledger.openedAt()).isEmpty();
    assertThat(ledger.checkpoint()).isEqualTo(Checkpoint.at(10));
  }

  @Test
  void aBatchIsDueWhenItHasEnoughRows() {
    ledger.take(10, 1, 0);
    ledger.take(11, 1, 0);
    assertThat(ledger.due(0)).isFalse();
    assertThat(ledger.full()).isFalse();

    ledger.take(12, 1, 0);
    assertThat(ledger.due(0)).isTrue();
    assertThat(ledger.full()).isTrue();
  }

  @Test
  void aBatchIsDueWhenItHasEnoughBytes() {
    ledger.take(10, 1000, 0);

    assertThat(ledger.due(0)).isTrue();
  }

  @Test
  void aBatchIsDueWhenItsFirstRecordHasWaited() {
    ledger.take(10, 1, 50);
    ledger.take(11, 1, 149);

    assertThat(ledger.due(149)).isFalse();
    assertThat(ledger.due(150)).isTrue();
    assertThat(ledger.openedAt()).isEqualTo(OptionalLong.of(50));
  }

  @Test
  void recordsWithoutARowDoNotFillABatchButEndIt() {
    for (int offset = 10; offset < 20; offset++) {
      ledger.take(offset, 0, 0);
    }

    assertThat(ledger.due(99)).isFalse();
    assertThat(ledger.due(100)).isTrue();
    assertThat(ledger.seal()).isEqualTo(new OffsetRange(10, 20));
  }

  @Test
  void aGapAtTheEndBelongsToTheBatch() {
    ledger.take(10, 1, 0);
    ledger.reach(13, 0);

    assertThat(ledger.seal()).isEqualTo(new OffsetRange(10, 13));
  }

  @Test
  void aGapAloneIsCommittedInTime() {
    ledger.reach(11, 5);

    assertThat(ledger.due(104)).isFalse();
    assertThat(ledger.due(105)).isTrue();
  }

  @Test
  void positionsBehindChangeNothing() {
    ledger.take(10, 1, 0);
    ledger.reach(4, 0);

    assertThat(ledger.position()).isEqualTo(11);
  }

  @Test
  void theIntentIsCommittedBeforeTheInsertAndTheEndAfterIt() {
    ledger.take(10, 1, 0);
    ledger.take(12, 1, 0);
    OffsetRange range = ledger.seal();

    assertThat(ledger.checkpoint()).isEqualTo(Checkpoint.withIntent(range));
    assertThat(ledger.checkpoint().offset()).isEqualTo(10);

    ledger.landed();
    assertThat(ledger.checkpoint()).isEqualTo(Checkpoint.at(13));
    assertThat(ledger.due(1_000_000)).isFalse();
  }

  @Test
  void aSealedBatchTakesNothingMore() {
    ledger.take(10, 1, 0);
    ledger.seal();
    ledger.reach(50, 0);

    assertThat(ledger.admits(11)).isFalse();
    assertThat(ledger.due(1_000_000)).isFalse();
    assertThat(ledger.full()).isTrue();
    assertThat(ledger.position()).isEqualTo(11);
    assertThatThrownBy(() -> ledger.take(11, 1, 0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRebuiltBatchHasItsOldEndWhateverTheLimits() {
    PartitionLedger rebuilt =
        new PartitionLedger(Checkpoint.withIntent(new OffsetRange(10, 15)), LIMITS);
    for (int offset = 10; offset < 14; offset++) {
      rebuilt.take(offset, 1000, 0);
    }
    assertThat(rebuilt.due(1_000_000)).isFalse();
    assertThat(rebuilt.full()).isFalse();
    assertThat(rebuilt.admits(15)).isFalse();

    rebuilt.take(14, 1, 0);
    assertThat(rebuilt.due(0)).isTrue();
    assertThat(rebuilt.full()).isTrue();
    assertThat(rebuilt.seal()).isEqualTo(new OffsetRange(10, 15));
  }

  @Test
  void aRebuiltBatchThatEndsInAGapEndsThere() {
    PartitionLedger rebuilt =
        new PartitionLedger(Checkpoint.withIntent(new OffsetRange(10, 15)), LIMITS);
    rebuilt.take(10, 1, 0);
    rebuilt.reach(40, 0);

    assertThat(rebuilt.position()).isEqualTo(15);
    assertThat(rebuilt.due(0)).isTrue();
  }

  @Test
  void aRebuiltBatchKeepsItsIntentUntilItHasLanded() {
    Checkpoint intent = Checkpoint.withIntent(new OffsetRange(10, 12));
    PartitionLedger rebuilt = new PartitionLedger(intent, LIMITS);
    assertThat(rebuilt.checkpoint()).isEqualTo(intent);

    rebuilt.reach(12, 0);
    rebuilt.seal();
    assertThat(rebuilt.checkpoint()).isEqualTo(intent);

    rebuilt.landed();
    rebuilt.take(12, 1, 7);
    assertThat(rebuilt.checkpoint()).isEqualTo(Checkpoint.at(12));
    assertThat(rebuilt.due(106)).isFalse();
    assertThat(rebuilt.due(107)).isTrue();
  }

  @Test
  void anOffsetBehindThePositionIsNotAdmitted() {
    ledger.take(10, 1, 0);

    assertThat(ledger.admits(10)).isFalse();
    assertThat(ledger.admits(11)).isTrue();
  }

  @Test
  void onlyASealedBatchCanHaveLanded() {
    assertThatThrownBy(ledger::landed).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEmptyBatchCannotBeSealed() {
    assertThatThrownBy(ledger::seal).isInstanceOf(IllegalArgumentException.class);
  }
}
