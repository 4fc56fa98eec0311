package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.AlertState;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.JointNakamotoRow;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.schemas.StressRow;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.stress.Scenarios;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What the topology says of resilience: the population of the methodology's check. */
class ResilienceTopologyTest {
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
  void exposureIsTheUnionOfOpenScopes() {
    population(AT);
    driver.publish(revision(1, AT.minusSeconds(60), "us-east-1").build());
    driver.publish(revision(1, AT.minusSeconds(60), "us-east-1").setIncidentId("twin").build());
    driver.watermark(RENDER, AT.plusSeconds(30), 2);

    ResilienceRow row = row(AT, 300);
    assertThat(row.getWeighting()).isEqualTo(Weighting.WEIGHT);
    assertThat(row.getLive()).isEqualTo(100);
    assertThat(row.getLiveNodes()).isEqualTo(5);
    assertThat(row.getOpenIncidents()).isEqualTo(2);
    assertThat(row.getIncidentsInScope()).isEqualTo(2);
    assertThat(row.getIncidentsThrough()).isEqualTo(2);
    assertThat(row.getExposureMajorLow()).isEqualTo(0.3);
    assertThat(row.getExposureMajorHigh()).isEqualTo(0.3);
    assertThat(row.getExposureCriticalHigh()).isZero();
    assertThat(row.getHeadroom()).isEqualTo(0.4);
    assertThat(row.getBlastRadius()).containsEntry("provider", 0.4).containsEntry("country", 0.5);
    assertThat(row.getSurvivorsNakamoto()).containsEntry("provider", 2);
    assertThat(row.getNullReason()).isNull();
    assertThat(row.getMargin()).containsEntry("site", 0.4).containsEntry("country", 0.0);
    assertThat(row.getHalting()).containsExactly("country");
    assertThat(row.getCoverageSite()).isEqualTo(1.0);
    double diversity = (1 / 0.285 - 1) / 9;
    assertThat(row.getResilienceIndex())
        .isCloseTo(100 * Math.pow(0.2 * 0.4 * 0.01 * diversity * 0.4, 1.0 / 6), within(1e-9));
    assertThat(row.getIndexLow()).isEqualTo(row.getResilienceIndex());
    assertThat(row.getIndexWeightsLow()).isLessThan(row.getResilienceIndex());
    assertThat(row.getMethodologyVersion()).isEqualTo("2");
  }

  @Test
  void scenariosAreMeasuredBesideIt() {
    population(AT);
    driver.watermark(RENDER, AT.plusSeconds(30));

    List<StressRow> rows = driver.read(Topic.STRESS);
    assertThat(rows).hasSize(3 * Scenarios.load().all().size());
    assertThat(rows)
        .filteredOn(row -> row.getScenario().equals("largest-provider") && row.getWindowS() == 300)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getWeighting()).isEqualTo(Weighting.WEIGHT);
              assertThat(row.getLostLow()).isEqualTo(0.4);
              assertThat(row.getFailed()).containsExactly("provider:aws");
              assertThat(row.getSurvivorsNodes()).isEqualTo(3);
            });
    List<JointNakamotoRow> joint = driver.read(Topic.JOINT_NAKAMOTO);
    assertThat(joint)
        .hasSize(3)
        .extracting(JointNakamotoRow::getEntities)
        .containsOnly(List.of("country:US"));
  }

  @Test
  void anOutageAtALargeProviderFiresAtTheTThatKnowsItAndIsResolved() {
    population(AT);
    driver.publish(revision(1, AT.plusSeconds(60), "eu-west-3").build());
    driver.publish(
        revision(2, AT.plusSeconds(180), "eu-west-3")
            .setStatus(IncidentStatus.RESOLVED)
            .setEndsAt(AT.plusSeconds(170))
            .build());
    driver.watermark(RENDER, AT.plusSeconds(240), 2);

    List<AlertRow> rows = driver.read(Topic.ALERTS);
    assertThat(rows)
        .filteredOn(row -> row.getRule().equals("outage"))
        .extracting(AlertRow::getSubject, AlertRow::getState, AlertRow::getAt, AlertRow::getValue)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "render/compute", AlertState.FIRING, AT.plusSeconds(60), 0.4),
            org.assertj.core.groups.Tuple.tuple(
                "render/compute", AlertState.RESOLVED, AT.plusSeconds(180), 0.0));
    assertThat(rows)
        .filteredOn(row -> row.getRule().equals("halting"))
        .extracting(AlertRow::getState, AlertRow::getAt)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(AlertState.FIRING, AT));
  }

  @Test
  void aRowKnowsTheRevisionsBeforeItsWatermarkAndNoOthers() {
    population(AT);
    driver.publish(revision(1, AT.minusSeconds(60), "us-east-1").build());
    driver.publish(
        revision(2, AT.minusSeconds(30), "us-east-1")
            .setStatus(IncidentStatus.RESOLVED)
            .setEndsAt(AT.minusSeconds(40))
            .build());
    driver.watermark(RENDER, AT.plusSeconds(30), 1);
    driver.watermark(RENDER, AT.plusSeconds(90), 2);

    List<ResilienceRow> rows = driver.read(Topic.RESILIENCE);
    assertThat(rows)
        .filteredOn(row -> row.getWindowS() == 300)
        .extracting(ResilienceRow::getOpenIncidents, ResilienceRow::getIncidentsThrough)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, 1L), org.assertj.core.groups.Tuple.tuple(0, 2L));
  }

  @Test
  void whatBecomesKnownAfterTIsNotKnownAtT() {
    population(AT);
    driver.publish(revision(1, AT.plusSeconds(1), "us-east-1").build());
    driver.watermark(RENDER, AT.plusSeconds(90), 1);

    List<ResilienceRow> rows = driver.read(Topic.RESILIENCE);
    assertThat(rows)
        .filteredOn(row -> row.getWindowS() == 300)
        .extracting(ResilienceRow::getExposureAnyHigh)
        .containsExactly(0.0, 0.3);
  }

  @Test
  void anUnreadableRevisionHarmsNothing() {
    population(AT);
    driver.publishRawIncident("not avro".getBytes(StandardCharsets.UTF_8), AT);
    driver.publish(revision(1, AT.minusSeconds(60), "us-east-1").build());
    driver.watermark(RENDER, AT.plusSeconds(30));

    assertThat(row(AT, 300).getOpenIncidents()).isEqualTo(1);
  }

  @Test
  void downAndSilentNodesLowerAvailability() {
    population(AT.minusSeconds(600));
    driver.publish(
        observation("a", "AWS", "us-east-1", "US", 30, AT).setStatus(NodeStatus.DOWN).build());
    driver.publish(observation("c", "Hetzner", null, "DE", 25, AT).build());
    driver.watermark(RENDER, AT.plusSeconds(30), 0);

    ResilienceRow row = row(AT, 300);
    assertThat(row.getLive()).isEqualTo(25);
    assertThat(row.getDown()).isEqualTo(30);
    assertThat(row.getSilent()).isEqualTo(45);
    assertThat(row.getSilentNodes()).isEqualTo(3);
    assertThat(row.getAvailability()).isEqualTo(0.25);
    assertThat(row.getWeakest()).isEqualTo("margin(provider)");
  }

  private void population(Instant at) {
    driver.publish(observation("a", "AWS", "us-east-1", "US", 30, at).build());
    driver.publish(observation("b", "AWS", "eu-west-1", "IE", 10, at).build());
    driver.publish(observation("c", "Hetzner", null, "DE", 25, at).build());
    driver.publish(observation("d", "OVH", null, "FR", 15, at).build());
    driver.publish(observation("e", "home", null, "US", 20, at).build());
  }

  private static Observation.Builder observation(
      String node, String provider, String region, String country, long weight, Instant at) {
    return Observation.newBuilder()
        .setNetwork(RENDER.network())
        .setLayer(RENDER.layer())
        .setNodeId(node)
        .setObservedAt(at)
        .setStatus(NodeStatus.UP)
        .setProvider(provider)
        .setRegion(region)
        .setCountry(country)
        .setWeight(weight)
        .setSource("test");
  }

  private static IncidentRevision.Builder revision(int number, Instant knownAt, String region) {
    return IncidentRevision.newBuilder()
        .setSource("aws-health")
        .setIncidentId("dynamodb")
        .setRevision(number)
        .setContentHash("00")
        .setKnownAt(knownAt)
        .setKind(IncidentKind.OUTAGE)
        .setProvider("aws")
        .setStatus(IncidentStatus.INVESTIGATING)
        .setSeverity(Severity.MAJOR)
        .setBeginsAt(AT.minusSeconds(600))
        .setEndsAt(null)
        .setTitle("errors")
        .setScopes(List.of(new Scope("aws", region, null)));
  }

  private ResilienceRow row(Instant at, int window) {
    return driver.<ResilienceRow>read(Topic.RESILIENCE).stream()
        .filter(row -> row.getAt().equals(at) && row.getWindowS() == window)
        .findFirst()
        .orElseThrow();
  }
}
