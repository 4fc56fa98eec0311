package dev.faultline.sql.sink.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.service.retry.Backoff;
import dev.faultline.sql.batch.BatchLimits;
import dev.faultline.sql.batch.Checkpoint;
import dev.faultline.sql.batch.OffsetRange;
import dev.faultline.sql.batch.PartitionLedger;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionBufferTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final PartitionBuffer buffer = buffer(Checkpoint.at(0));

  @Test
  void rowsThatAreWaitedForLandSoonAfterTheLastOfThem() {
    buffer.ledger().take(0, 10, millis(2_000));

    assertThat(buffer.due(millis(2_060))).isFalse();
    buffer.readToEnd(true);
    assertThat(buffer.due(millis(2_040))).isFalse();
    assertThat(buffer.due(millis(2_060))).isTrue();
    buffer.readToEnd(false);
    assertThat(buffer.due(millis(2_060))).isFalse();
    assertThat(buffer.due(millis(3_000))).isTrue();
  }

  @Test
  void aPartitionThatAlwaysEndsLandsNoMoreThanTwiceASecond() {
    buffer.readToEnd(true);
    buffer.ledger().take(0, 10, millis(2_000));
    buffer.seal(millis(2_060));
    buffer.landed();
    buffer.ledger().take(1, 10, millis(2_100));

    assertThat(buffer.due(millis(2_500))).isFalse();
    assertThat(buffer.due(millis(2_560))).isTrue();
  }

  @Test
  void aRebuiltBatchIsStillWhole() {
    PartitionBuffer rebuilt = buffer(Checkpoint.withIntent(new OffsetRange(0, 2)));
    rebuilt.readToEnd(true);
    rebuilt.ledger().take(0, 10, 0);

    assertThat(rebuilt.due(millis(60_000))).isFalse();
    rebuilt.ledger().take(1, 10, 0);
    assertThat(rebuilt.due(millis(60_000))).isTrue();
  }

  private static PartitionBuffer buffer(Checkpoint start) {
    return new PartitionBuffer(
        PARTITION, new PartitionLedger(start, BatchLimits.DEFAULT), 0, Backoff.DEFAULT);
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
