package dev.faultline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicationTest {

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,2,1", "3,3,2", "5,3,2"})
  void followsTheBrokers(int brokers, int replicas, int minInSync) {
    assertThat(Replication.of(brokers, Optional.empty(), Optional.empty()))
        .isEqualTo(new Replication(replicas, minInSync));
  }

  @Test
  void optionsWin() {
    assertThat(Replication.of(5, Optional.of(5), Optional.of(3))).isEqualTo(new Replication(5, 3));
    assertThat(Replication.of(3, Optional.of(1), Optional.empty())).isEqualTo(Replication.NONE);
  }

  @Test
  void moreReplicasThanBrokersAreRefused() {
    assertThatThrownBy(() -> Replication.of(2, Optional.of(3), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 replicas need as many brokers; the cluster has 2 now.");
  }

  @ParameterizedTest
  @CsvSource({"3,4", "3,0", "1,2"})
  void moreInSyncThanThereAreIsRefused(int replicas, int minInSync) {
    assertThatThrownBy(() -> Replication.of(3, Optional.of(replicas), Optional.of(minInSync)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be required to be in sync");
  }

  @Test
  void aSingleCopyNeedsNoSetting() {
    assertThat(Replication.NONE.settings()).isEmpty();
    assertThat(new Replication(3, 2).settings()).containsEntry("min.insync.replicas", "2");
  }
}
