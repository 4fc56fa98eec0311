package dev.faultline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.api.index.Interval;
import dev.faultline.api.index.JointHalt;
import dev.faultline.api.index.PopulationDetails;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.index.ScenarioLoss;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoStoryTest {

  @Test
  void whatWouldHaltANetwork() {
    Interval none = new Interval(null, null);
    PopulationIndex population =
        new PopulationIndex(
            "solana",
            "consensus",
            Instant.EPOCH,
            3600,
            "weight",
            947,
            0,
            0,
            1.0,
            50.4,
            none,
            null,
            null,
            null,
            List.of("client"),
            0,
            Map.of(),
            Map.of());
    String table =
        DemoStory.wouldHalt(
            List.of(
                new PopulationDetails(
                    population,
                    List.of(),
                    List.of(),
                    List.of(
                        new ScenarioLoss("largest-client", none, "yes", 1, 1, 1),
                        new ScenarioLoss("EU", none, "maybe", 1, 1, 1),
                        new ScenarioLoss("aws", none, "no", 1, 1, 1)),
                    Optional.of(new JointHalt(1, 1, List.of("client:agave"))))));

    assertThat(table).containsPattern("solana/consensus +largest-client +EU +1: client agave");
  }

  @Test
  void whatIsAssumedIsSaid() {
    Instant at = Instant.parse("2025-10-20T08:56:28Z");
    String table =
        DemoStory.fallen(
            List.of(
                new FallenService("github", at, Duration.ofMinutes(128), "Codespaces", true),
                new FallenService("roblox", at, Duration.ofMinutes(42), "Log-in", false)));

    assertThat(table)
        .containsPattern("github +08:56 +2 h 08 min +recorded status page +Codespaces")
        .containsPattern("roblox +08:56 +42 min +press; time assumed +Log-in");
  }
}
