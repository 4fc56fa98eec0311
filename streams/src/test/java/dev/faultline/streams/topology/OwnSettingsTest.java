package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.network.Networks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A network crawled once a day: step 1 h, windows 2 d and 7 d, by an operator's own row. */
class OwnSettingsTest {
  private static final int TWO_DAYS = 172_800;
  private static final int SEVEN_DAYS = 604_800;
  private static final Instant CRAWL = Instant.parse("2025-10-20T03:10:00Z");
  private static final Instant AT = Instant.parse("2025-10-20T04:00:00Z");
  private static final Population ETHEREUM = new Population("ethereum", "consensus");

  @TempDir private Path folder;
  private IndexDriver driver;

  @BeforeEach
  void start(TestInfo info) throws Exception {
    Path own =
        Files.writeString(
            folder.resolve("own.csv"),
            """
            network,layer,base_unit,liveness,safety,kind,step_s,windows_s,grace_s,citation
            ethereum,consensus,gwei,> 1/3,>= 2/3,protocol,3600,172800 604800,600,crawled daily
            """);
    driver =
        new IndexDriver(
            info.getTestMethod().orElseThrow().getName(),
            folder.resolve("state"),
            Networks.load(own));
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void rowsComeAtItsStepsForItsWindows() {
    observe("a", CRAWL);
    observe("b", CRAWL);
    driver.watermark(ETHEREUM, AT.plusSeconds(599));
    assertThat(rows()).as("the grace is its own").isEmpty();
    driver.watermark(ETHEREUM, AT.plusSeconds(600));

    assertThat(rows())
        .hasSize(2 * 9 * 2)
        .allMatch(row -> row.getAt().equals(AT))
        .extracting(DecentralizationRow::getWindowS)
        .containsOnly(TWO_DAYS, SEVEN_DAYS);
    assertThat(driver.<ResilienceRow>read(Topic.RESILIENCE))
        .extracting(ResilienceRow::getWindowS)
        .containsExactly(TWO_DAYS, SEVEN_DAYS);
  }

  @Test
  void aNodeLeavesEachWindowInItsTime() {
    observe("stays", CRAWL);
    observe("goes", CRAWL);
    for (int day = 1; day <= 8; day++) {
      observe("stays", CRAWL.plus(Duration.ofDays(day)));
    }
    driver.watermark(ETHEREUM, AT.plus(Duration.ofDays(8)).plusSeconds(600));

    List<DecentralizationRow> rows = rows();
    assertThat(nodes(rows, TWO_DAYS, AT.plus(Duration.ofDays(2)).minusSeconds(3600))).isEqualTo(2);
    assertThat(nodes(rows, TWO_DAYS, AT.plus(Duration.ofDays(2)))).isEqualTo(1);
    assertThat(nodes(rows, SEVEN_DAYS, AT.plus(Duration.ofDays(7)).minusSeconds(3600)))
        .isEqualTo(2);
    assertThat(nodes(rows, SEVEN_DAYS, AT.plus(Duration.ofDays(7)))).isEqualTo(1);
    assertThat(rows)
        .as("every hour, as long as it is seen daily")
        .extracting(DecentralizationRow::getAt)
        .contains(AT.plus(Duration.ofHours(37)))
        .allMatch(at -> at.getEpochSecond() % 3600 == 0);
  }

  private void observe(String node, Instant at) {
    driver.publish(
        Observation.newBuilder()
            .setNetwork(ETHEREUM.network())
            .setLayer(ETHEREUM.layer())
            .setNodeId(node)
            .setObservedAt(at)
            .setStatus(NodeStatus.UP)
            .setWeight(32L)
            .setSource("test")
            .build());
  }

  private List<DecentralizationRow> rows() {
    return driver.read(Topic.DECENTRALIZATION);
  }

  private static long nodes(List<DecentralizationRow> rows, int window, Instant at) {
    return rows.stream()
        .filter(row -> row.getWindowS() == window && row.getAt().equals(at))
        .filter(row -> row.getDimension() == Dimension.NODE)
        .filter(row -> row.getWeighting() == Weighting.NODES)
        .findFirst()
        .orElseThrow()
        .getNodes();
  }
}
