package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The compacted topics hold the newest row of each series, and never go back in event time. */
class LatestRowsTest {

  private static final Instant AT = Instant.parse("2025-10-20T00:57:00Z");
  private static final Population SOLANA = new Population("solana", "consensus");
  private static final int SERIES = 3 * 9 * 2;

  @TempDir private Path folder;
  private IndexDriver driver;

  @BeforeEach
  void start(TestInfo info) throws Exception {
    driver = new IndexDriver("latest-" + info.getTestMethod().orElseThrow().getName(), folder);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void theNewestRowOfEachSeriesStaysUnderItsOwnKey() {
    publish(AT);
    publish(AT.plusSeconds(60));

    Map<String, DecentralizationRow> rows = driver.readNewest(Topic.LATEST_DECENTRALIZATION);
    assertThat(rows).hasSize(SERIES);
    assertThat(rows.values()).allMatch(row -> row.getAt().equals(AT.plusSeconds(60)));
    assertThat(rows).containsKey("solana/consensus/300/provider/weight");
    assertThat(driver.<DecentralizationRow>read(Topic.DECENTRALIZATION))
        .hasSize(2 * SERIES)
        .containsAll(rows.values());
    Map<String, ResilienceRow> resilience = driver.readNewest(Topic.LATEST_RESILIENCE);
    assertThat(resilience).hasSize(3).containsKey("solana/consensus/300");
    assertThat(driver.<ResilienceRow>read(Topic.RESILIENCE)).containsAll(resilience.values());
  }

  @Test
  void whatAnotherApplicationHadPublishedIsNotTakenBack() {
    publish(AT);
    ResilienceRow other =
        ResilienceRow.newBuilder(
                driver
                    .<ResilienceRow>readNewest(Topic.LATEST_RESILIENCE)
                    .get("solana/consensus/300"))
            .setAt(AT.plusSeconds(120))
            .build();
    driver.read(Topic.LATEST_DECENTRALIZATION);
    driver.publishLatest("solana/consensus/300", other);

    publish(AT.plusSeconds(60));
    assertThat(driver.readNewest(Topic.LATEST_DECENTRALIZATION)).isEmpty();
    assertThat(driver.readNewest(Topic.LATEST_RESILIENCE)).isEmpty();
    assertThat(driver.<ResilienceRow>read(Topic.RESILIENCE)).as("all rows").hasSize(2 * 3);

    publish(AT.plusSeconds(120));
    assertThat(driver.readNewest(Topic.LATEST_DECENTRALIZATION)).hasSize(SERIES);
  }

  @Test
  void aSeriesThatSomebodyRemovedComesBackAndJunkSaysNothing() {
    publish(AT);
    ResilienceRow other =
        ResilienceRow.newBuilder(
                driver
                    .<ResilienceRow>readNewest(Topic.LATEST_RESILIENCE)
                    .get("solana/consensus/300"))
            .setAt(AT.plusSeconds(600))
            .build();
    driver.read(Topic.LATEST_DECENTRALIZATION);
    driver.publishLatest("no key of ours", other);
    driver.publishLatest("solana/consensus/300", other);
    driver.publishLatest("solana/consensus/300", null);

    publish(AT.plusSeconds(60));
    assertThat(driver.readNewest(Topic.LATEST_DECENTRALIZATION)).hasSize(SERIES);
  }

  private void publish(Instant at) {
    for (int node = 0; node < 3; node++) {
      driver.publish(
          Observation.newBuilder()
              .setNetwork(SOLANA.network())
              .setLayer(SOLANA.layer())
              .setNodeId("n" + node)
              .setObservedAt(at)
              .setStatus(NodeStatus.UP)
              .setProvider("aws")
              .setWeight(10L)
              .setSource("test")
              .build());
    }
    driver.watermark(SOLANA, at.plusSeconds(30));
  }
}
