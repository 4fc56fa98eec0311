package dev.faultline.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.streams.runtime.TaskProgress.Position;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskProgressTest {

  private static final Instant START = Instant.parse("2025-10-20T06:48:00Z");

  private final TaskProgress progress = new TaskProgress();

  @Test
  void whoStandsStillWithSomethingToReadIsNamed() {
    assertThat(after(0, Map.of("o-0", new Position(7, 1_007)))).isEmpty();
    assertThat(after(30, Map.of("o-0", new Position(7, 1_507)))).isEmpty();

    assertThat(after(31, Map.of("o-0", new Position(7, 2_007))))
        .contains("o-0 has not moved since 2025-10-20T06:48:00Z, 2,000 records behind");
  }

  @Test
  void whoMovesIsWell() {
    for (int second = 0; second < 300; second += 25) {
      assertThat(after(second, Map.of("o-0", new Position(second, 100_000)))).isEmpty();
    }
  }

  @Test
  void nothingToReadIsNoStandstill() {
    for (int second = 0; second < 300; second += 25) {
      assertThat(after(second, Map.of("o-0", new Position(100, 102)))).isEmpty();
    }
    // and the time counts from when there is something
    assertThat(after(301, Map.of("o-0", new Position(100, 200)))).isEmpty();
  }

  @Test
  void aPartitionThatComesBackHasItsTime() {
    assertThat(after(0, Map.of("o-0", new Position(7, 1_007)))).isEmpty();
    assertThat(after(20, Map.of())).isEmpty();
    assertThat(after(40, Map.of("o-0", new Position(7, 1_007)))).isEmpty();
  }

  @Test
  void aTaskThatCommittedNothingYetHasOnlyWhatIsNew() {
    assertThat(after(0, Map.of("o-0", new Position(-1, -1)))).isEmpty();
    for (int second = 1; second < 300; second += 25) {
      assertThat(after(second, Map.of("o-0", new Position(-1, 1_900_000)))).isEmpty();
    }
    assertThat(after(301, Map.of("o-0", new Position(-1, 1_900_500)))).isEmpty();
    assertThat(after(340, Map.of("o-0", new Position(-1, 1_901_000)))).isPresent();
  }

  private Optional<String> after(long seconds, Map<String, Position> partitions) {
    return progress.problem(partitions, START.plusSeconds(seconds));
  }
}
