package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sql.SinkException;
import dev.faultline.sql.batch.Checkpoint;
import dev.faultline.sql.batch.OffsetRange;
import dev.faultline.sql.sink.clickhouse.InsertedEnd;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EpochGuardTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 2);

  private final EpochGuard guard = new EpochGuard("shares", 3);

  @Test
  void aGreaterEpochInAnyPartitionIsRefused() {
    assertThatCode(() -> guard.checkEpoch(List.of())).doesNotThrowAnyException();
    assertThatCode(() -> guard.checkEpoch(List.of(end(0, 2, 9), end(1, 3, 9))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> guard.checkEpoch(List.of(end(0, 2, 9), end(1, 4, 0))))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("table shares has rows of epoch 4")
        .hasMessageContaining("--epoch 4 (FAULTLINE_SINK_EPOCH=4)");
  }

  @Test
  void whatHasLandedInThisEpochIsNotLandedAgain() {
    List<InsertedEnd> landed = List.of(end(2, 3, 9), end(2, 2, 99), end(1, 3, 99));

    assertThatCode(() -> guard.checkStart(PARTITION, Checkpoint.at(10), landed))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                guard.checkStart(PARTITION, Checkpoint.withIntent(new OffsetRange(5, 10)), landed))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> guard.checkStart(PARTITION, Checkpoint.at(9), landed))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("has landed already in epoch 3")
        .hasMessageContaining("start the sink with epoch 4");
  }

  private static InsertedEnd end(int partition, int epoch, long lastOffset) {
    return new InsertedEnd(partition, epoch, lastOffset);
  }
}
