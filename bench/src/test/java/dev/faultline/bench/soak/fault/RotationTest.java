package dev.faultline.bench.soak.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {

  private static final List<Integer> ALL = List.of(1, 2, 3, 4, 5, 6, 7);

  @Test
  void everyRoundHasEachOnce() {
    Rotation<Integer> rotation = new Rotation<>(ALL, 5);
    for (int round = 0; round < 4; round++) {
      assertThat(take(rotation)).containsExactlyInAnyOrderElementsOf(ALL);
    }
  }

  @Test
  void aSeedGivesAnOrder() {
    assertThat(take(new Rotation<>(ALL, 5))).isEqualTo(take(new Rotation<>(ALL, 5)));
    assertThat(take(new Rotation<>(ALL, 5))).isNotEqualTo(take(new Rotation<>(ALL, 6)));
  }

  private static List<Integer> take(Rotation<Integer> rotation) {
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < ALL.size(); i++) {
      taken.add(rotation.next());
    }
    return taken;
  }
}
