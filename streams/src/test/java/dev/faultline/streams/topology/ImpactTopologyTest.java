package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.Weighting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the topology says of an incident's impact: the vector of the methodology, and its limits.
 */
class ImpactTopologyTest {
  private static final Instant AT = Instant.parse("2025-10-20T07:00:00Z");
  private static final Population RENDER = new Population("render", "compute");

  @TempDir private Path folder;
  private IndexDriver driver;

  @BeforeEach
  void start(TestInfo info) throws Exception {
    driver = new IndexDriver(info.getTestMethod().orElseThrow().getName(), folder);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void theCourseOfAnIncident() {
    int[] inScope = {100, 100, 80, 50, 70, 94, 95, 0};
    driver.publish(outage("us-east", AT.plusSeconds(90), null));
    driver.publish(known(outage("us-east", AT.plusSeconds(90), AT.plusSeconds(300)), 300));
    minutes(inScope, 2);

    List<ImpactRow> rows = shortest();
    // at minutes 2, 3, 4, 5 and 6; what happens at 7 is not put down to it
    assertThat(rows).hasSize(5);
    ImpactRow first = rows.get(0);
    assertThat(first.getAt()).isEqualTo(AT.plusSeconds(120));
    assertThat(first.getLost()).isEqualTo(20);
    assertThat(first.getEndsAt()).isNull();
    assertThat(first.getComplete()).isFalse();
    ImpactRow last = rows.get(4);
    assertThat(last.getAt()).isEqualTo(AT.plusSeconds(360));
    assertThat(last.getWeighting()).isEqualTo(Weighting.WEIGHT);
    assertThat(last.getEndsAt()).isEqualTo(AT.plusSeconds(300));
    assertThat(last.getBaselineAt()).isEqualTo(AT.plusSeconds(60));
    assertThat(last.getBaseline()).isEqualTo(100);
    assertThat(last.getBaselineTotal()).isEqualTo(200);
    assertThat(last.getTrough()).isEqualTo(50);
    assertThat(last.getTroughAt()).isEqualTo(AT.plusSeconds(180));
    assertThat(last.getExposedShare()).isEqualTo(0.5);
    assertThat(last.getLostShare()).isEqualTo(0.25);
    assertThat(last.getConversion()).isEqualTo(0.5);
    assertThat(last.getTimeToLoseMs()).isEqualTo(90_000);
    assertThat(last.getTimeToRecoverMs()).isEqualTo(180_000);
    assertThat(last.getAreaWeightS()).isEqualTo(6_360);
    assertThat(last.getComplete()).isTrue();
  }

  @Test
  void anEarlierBeginIsMeasuredFromItsOwnBaseline() {
    int[] inScope = {100, 80, 60, 60, 60};
    driver.publish(outage("moved", AT.plusSeconds(90), null));
    driver.publish(known(outage("moved", AT.plusSeconds(30), null), 200));
    minutes(inScope, 2);

    assertThat(shortest())
        .filteredOn(row -> row.getAt().equals(AT.plusSeconds(120)))
        .extracting(ImpactRow::getBaseline, ImpactRow::getLost)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(80L, 20L));
    assertThat(shortestOf(AT.plusSeconds(240)))
        .extracting(ImpactRow::getBaseline, ImpactRow::getLost)
        .containsExactly(100L, 40L);
  }

  @Test
  void nothingLostIsAResultAndSaidOnce() {
    driver.publish(outage("harmless", AT.plusSeconds(90), null));
    minutes(new int[] {100, 101, 102, 101, 101}, 1);

    List<ImpactRow> rows = shortest();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).getTrough()).isEqualTo(102);
    assertThat(rows.get(1).getTrough()).isEqualTo(101);
    assertThat(rows).allMatch(row -> row.getLost() == 0 && row.getConversion() == 0.0);
    assertThat(rows).allMatch(row -> row.getTroughAt() == null);
  }

  @Test
  void whereNobodyLooksNothingIsLost() {
    driver.publish(outage("unseen", AT.plusSeconds(90), null));
    minutes(new int[] {100, 100}, 1);
    driver.watermark(RENDER, AT.plusSeconds(1_230), 1);
    assertThat(shortest()).isEmpty();

    minute(21, 100, 1);
    assertThat(shortestOf(AT.plusSeconds(1_260)))
        .extracting(ImpactRow::getBaseline, ImpactRow::getLost)
        .containsExactly(100L, 0L);
  }

  @Test
  void ofPopulationsOutOfScopeAndOfRetractedOnesNothingIsSaid() {
    driver.publish(
        IncidentRevision.newBuilder(outage("elsewhere", AT.plusSeconds(90), null))
            .setScopes(List.of(new dev.faultline.schemas.Scope("gcp", "global", null)))
            .build());
    driver.publish(
        IncidentRevision.newBuilder(outage("never", AT.plusSeconds(90), null))
            .setStatus(IncidentStatus.RETRACTED)
            .build());
    minutes(new int[] {100, 100, 50, 50}, 2);

    assertThat(driver.<ImpactRow>read(Topic.IMPACT)).isEmpty();
  }

  private void minutes(int[] inScope, long incidents) {
    for (int minute = 0; minute < inScope.length; minute++) {
      minute(minute, inScope[minute], incidents);
    }
  }

  private void minute(int minute, int inScope, long incidents) {
    Instant at = AT.plusSeconds(60L * minute);
    driver.publish(node("inside", "AWS", "us-east-1", Math.max(1, inScope), inScope > 0, at));
    driver.publish(node("outside", "home", null, 100, true, at));
    driver.watermark(RENDER, at.plusSeconds(30), incidents);
  }

  private static Observation node(
      String id, String provider, String region, long weight, boolean live, Instant at) {
    return Observation.newBuilder()
        .setNetwork(RENDER.network())
        .setLayer(RENDER.layer())
        .setNodeId(id)
        .setObservedAt(at)
        .setStatus(live ? NodeStatus.UP : NodeStatus.DOWN)
        .setProvider(provider)
        .setRegion(region)
        .setWeight(weight)
        .setSource("test")
        .build();
  }

  private static IncidentRevision outage(String id, Instant begins, Instant ends) {
    return IncidentRecords.outage("aws", id, begins, ends);
  }

  private static IncidentRevision known(IncidentRevision revision, int seconds) {
    return IncidentRecords.known(revision, AT.plusSeconds(seconds));
  }

  private List<ImpactRow> read;

  private List<ImpactRow> shortest() {
    read = driver.read(Topic.IMPACT);
    return read.stream().filter(row -> row.getWindowS() == 300).toList();
  }

  private ImpactRow shortestOf(Instant at) {
    if (read == null || read.stream().noneMatch(row -> row.getAt().equals(at))) {
      shortest();
    }
    return read.stream()
        .filter(row -> row.getWindowS() == 300 && row.getAt().equals(at))
        .findFirst()
        .orElseThrow();
  }
}
