package dev.faultline.streams.stress;

import static dev.faultline.streams.stress.Joint.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.streams.network.FaultRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors by hand. */
class JointNakamotoTest {

  private static final FaultRule HALF = new FaultRule(1, 2, false);

  private static JointCoefficient joint(FaultRule rule, Joint.Node... nodes) {
    return JointNakamoto.of(Joint.population(List.of(nodes)), rule);
  }

  @Test
  void oneEntityOfAnyDimensionMayDo() {
    JointCoefficient joint =
        joint(
            new FaultRule(1, 3, false),
            node(30, "aws", null, "US", null, null, null),
            node(10, "aws", null, "IE", null, null, null),
            node(25, "hetzner", null, "DE", null, null, null),
            node(15, "ovh", null, "FR", null, null, null),
            node(20, "home", null, "US", null, null, null));
    assertThat(joint).isEqualTo(new JointCoefficient(1, 1, List.of("country:US")));
    assertThat(joint.isExact()).isTrue();
  }

  /** Shares 50 and 40 of one node add up, but they are the same nodes. */
  @Test
  void whatIsCoveredOnceIsNotCoveredAgain() {
    JointCoefficient joint =
        joint(
            FaultRule.MORE_THAN_HALF,
            node(40, "a", null, "X", null, null, null),
            node(10, "b", null, "X", null, null, null),
            node(30, "b", null, "Y", null, null, null),
            node(20, "c", null, "Z", null, null, null));
    assertThat(joint).isEqualTo(new JointCoefficient(2, 2, List.of("country:X", "provider:b")));
  }

  @Test
  void theBoundsMayDiffer() {
    JointCoefficient joint =
        joint(
            new FaultRule(3, 4, false),
            node(40, "a", null, "X", "c", "o", null),
            node(20, "b", null, "Y", null, null, null),
            node(20, "d", null, "Z", null, null, null),
            node(20, "e", null, "W", null, null, null));
    assertThat(joint)
        .isEqualTo(new JointCoefficient(3, 2, List.of("provider:a", "provider:b", "provider:d")));
    assertThat(joint.isExact()).isFalse();
  }

  @Test
  void ofEqualGainsTheFirstByDimensionThenById() {
    assertThat(joint(HALF, node(1, "b", null, "A"), node(1, "a", null, "B")).entities())
        .containsExactly("provider:a");
  }

  @Test
  void theUnknownIsNeverCovered() {
    assertThat(joint(HALF, node(49, "a", null, "X"), node(51)))
        .isEqualTo(new JointCoefficient(null, null, List.of()));
    assertThat(joint(HALF, node(50, "a", null, "X"), node(50)).upper()).isEqualTo(1);
    assertThat(joint(FaultRule.MORE_THAN_HALF, node(50, "a", null, "X"), node(50)).upper())
        .isNull();
    assertThat(joint(HALF)).isEqualTo(new JointCoefficient(null, null, List.of()));
    assertThat(joint(HALF, node(0, "a", null, "X")).upper()).isNull();
  }

  /** Greedy takes the large one in the middle first, and then needs both others. */
  @Test
  void greedyIsAnUpperBoundOnly() {
    JointCoefficient joint =
        joint(
            new FaultRule(1, 1, false),
            node(4, "l", null, "m", null, null, null),
            node(3, "l", null, null, null, null, null),
            node(4, "r", null, "m", null, null, null),
            node(3, "r", null, null, null, null, null));
    assertThat(joint)
        .isEqualTo(new JointCoefficient(3, 2, List.of("country:m", "provider:l", "provider:r")));
  }
}
