package dev.faultline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoStoryTest {

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
