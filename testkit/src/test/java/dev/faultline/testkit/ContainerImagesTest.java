package dev.faultline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ops/images makes for compose must be what the tests ask for, or they would try to pull. */
class ContainerImagesTest {

  @Test
  void areThoseOfCompose() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docker-compose.yml"));
    assertThat(lines)
        .filteredOn(line -> line.strip().startsWith("image:"))
        .extracting(line -> line.strip().substring("image:".length()).strip())
        .containsExactlyInAnyOrder(
            "faultline",
            // built from the same Dockerfile, with the engine's library
            "faultline-snapshots",
            ContainerStack.KAFKA_IMAGE,
            ContainerStack.REGISTRY_IMAGE,
            ContainerStack.CLICKHOUSE_IMAGE,
            // for the profile monitoring only, which no test runs
            "prom/prometheus:v3.5.0",
            "grafana/grafana:12.1.1");
  }
}
