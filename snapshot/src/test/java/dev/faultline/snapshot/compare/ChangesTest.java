package dev.faultline.snapshot.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.snapshot.compare.PopulationChange.NodeChange;
import dev.faultline.snapshot.summary.PopulationSummary;
import dev.faultline.snapshot.summary.PopulationSummary.Share;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangesTest {

  @Test
  void theSameSaysNothing() {
    Changes changes = between(summary(50.0, 0.2, 3, 0.3), summary(50.0, 0.2, 3, 0.3), Map.of());
    assertThat(changes.isEmpty()).isTrue();
    assertThat(changes.unchanged()).isEqualTo(1);
  }

  @Test
  void whatMovedIsToldInWords() {
    Changes changes =
        between(
            summary(50.0, 0.2, 3, 0.3),
            summary(40.0, 0.1, 2, 0.35),
            Map.of("solana/consensus", new NodeChange(2, 1, List.of("a", "b"), List.of("c"))));

    assertThat(ChangeText.of(changes.populations().get(0)))
        .containsExactly(
            "The resilience index fell from 50.0 to 40.0, most of all because the margin to a halt"
                + " by one provider went from 20.0 % to 10.0 %.",
            "It takes 2 providers to halt it; it took 3.",
            "Provider aws went from 30.0 % to 35.0 % (+5.0 points).",
            "2 nodes joined (the heaviest: a, b) and 1 left (the heaviest: c).");
  }

  @Test
  void aSmallMoveIsToldWithAsManyDigitsAsItTakes() {
    Changes changes =
        between(summary(50.39, 0.2681, 3, 0.3), summary(50.41, 0.2685, 3, 0.3), Map.of());
    assertThat(ChangeText.of(changes.populations().get(0)))
        .first()
        .asString()
        .contains("rose from 50.39 to 50.41")
        .contains("26.8 % to 26.9 %");
  }

  @Test
  void anIndexThatCameOrWentIsTold() {
    Changes came = between(summary(null, 0.2, 3, 0.3), summary(40.0, 0.2, 3, 0.3), Map.of());
    assertThat(ChangeText.of(came.populations().get(0)))
        .containsExactly("It has a resilience index now: 40.0.");
    Changes went = between(summary(40.0, 0.2, 3, 0.3), summary(null, 0.2, 3, 0.3), Map.of());
    assertThat(ChangeText.of(went.populations().get(0)))
        .containsExactly("It has no resilience index any more; it was 40.0.");
  }

  @Test
  void populationsThatCameAndWentAreTold() {
    PopulationSummary one = summary(40.0, 0.2, 3, 0.3);
    assertThat(Changes.between(Map.of(), Map.of(one.name(), one), Map.of()).added())
        .containsExactly(one);
    assertThat(Changes.between(Map.of(one.name(), one), Map.of(), Map.of()).removed())
        .containsExactly(one);
  }

  private static Changes between(
      PopulationSummary before, PopulationSummary after, Map<String, NodeChange> nodes) {
    return Changes.between(Map.of(before.name(), before), Map.of(after.name(), after), nodes);
  }

  private static PopulationSummary summary(
      Double index, double margin, int coefficient, double share) {
    return new PopulationSummary(
        "solana",
        "consensus",
        Instant.EPOCH,
        86_400,
        "weight",
        10,
        index,
        index,
        index,
        null,
        "margin(provider)",
        margin,
        Map.of("margin(provider)", margin, "availability", 1.0),
        List.of(),
        Map.of("provider", coefficient),
        Map.of("provider", List.of(new Share("aws", share))));
  }
}
