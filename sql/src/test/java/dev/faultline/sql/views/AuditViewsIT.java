package dev.faultline.sql.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Placement;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.schemas.Topic;
import dev.faultline.sql.landing.Sink;
import dev.faultline.sql.reference.RuleRow;
import dev.faultline.sql.reference.RuleRow.Threshold;
import dev.faultline.sql.reference.RuleTable;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.sql.stack.Records;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The recomputation of the indices in SQL, on the methodology's own vectors. */
@WithStack
class AuditViewsIT {

  private static final Population POPULATION = new Population("solana", "consensus");
  private static final Instant T = Records.T;
  private static final String AT =
      "(network = 'solana', layer = 'consensus', at = '2025-10-20 00:57:00', window_s = 300)";

  private Pipeline pipeline;
  private Sink sink;
  private int placed;

  @BeforeEach
  void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
    RuleTable.write(pipeline.clickHouse(), List.of(defaults(), solana()));
    sink = new Sink(pipeline.promptSettings(), new SimpleMeterRegistry(), Clock.systemUTC());
    sink.start();
  }

  private static RuleRow defaults() {
    return rule("", "", new Threshold(1, 2, false), Optional.empty());
  }

  private static RuleRow solana() {
    return rule(
        "solana", "consensus", new Threshold(1, 3, false), Optional.of(new Threshold(2, 3, false)));
  }

  private static RuleRow rule(
      String network, String layer, Threshold liveness, Optional<Threshold> safety) {
    return new RuleRow(
        network,
        layer,
        "lamports",
        liveness,
        safety,
        "convention",
        60,
        List.of(300, 3600),
        30,
        "a test");
  }

  @AfterEach
  void stop() {
    sink.close();
    pipeline.close();
  }

  @Test
  void rulesThatAreNoLongerGivenGo() throws Exception {
    RuleTable.write(pipeline.clickHouse(), List.of(defaults()));

    assertThat(
            pipeline.query(
                "SELECT toUInt8(is_default), toInt64(liveness_denominator) FROM rules_of(network ="
                    + " 'solana', layer = 'consensus')"))
        .containsExactly(List.of((short) 1, 2L));
    assertThat(pipeline.number("SELECT count() FROM networks FINAL")).isOne();
  }

  @Test
  void theVectorsOfTheMethodology() {
    weights("a", 40, 30, 20, 10);
    land();

    assertThat(measures("entities", "known", "nakamoto_liveness", "nakamoto_safety"))
        .containsExactly(4.0, 100.0, 1.0, 2.0);
    assertThat(measures("nakamoto_third", "nakamoto_half", "nakamoto_two_thirds"))
        .containsExactly(1.0, 2.0, 2.0);
    List<Double> expected =
        List.of(0.3, 10.0 / 3, 0.25, 1.8464393447, 3.5961154666, 0.1064401353, 0.25, 0.4, 0.9);
    List<Double> measured =
        measures(
            "hhi",
            "effective_entities",
            "gini",
            "entropy",
            "effective_entities_q1",
            "theil",
            "robustness",
            "top1",
            "top3");
    for (int i = 0; i < expected.size(); i++) {
      assertThat(measured.get(i)).isCloseTo(expected.get(i), within(5e-11));
    }
  }

  @Test
  void unknownWeightHasNoPartInTheMeasuresButInThePessimisticBound() {
    weights("a", 2, 2, 2, 2, 2, 2);
    observe("nowhere", T, NodeStatus.UP, 3);
    land();

    assertThat(measures("known", "unknown", "total", "nakamoto_liveness"))
        .containsExactly(12.0, 3.0, 15.0, 2.0);
    assertThat(measures("nakamoto_liveness_pessimistic", "coverage")).containsExactly(1.0, 0.8);
  }

  @Test
  void anEmptyPopulationHasRowsAndNoMeasures() {
    observe("down", T, NodeStatus.DOWN, 5);
    land();

    assertThat(pipeline.number("SELECT count() FROM decentralization_at" + AT)).isEqualTo(16);
    assertThat(
            pipeline.number(
                "SELECT countIf(hhi IS NULL AND nakamoto_liveness_pessimistic IS NULL AND coverage"
                    + " IS NULL AND top_entity IS NULL AND nodes = 0) FROM decentralization_at"
                    + AT))
        .isEqualTo(16);
    assertThat(
            pipeline.query(
                "SELECT toInt64(down), null_reason, weighting, availability FROM resilience_at"
                    + AT))
        .containsExactly(List.of(5L, "no live weight", "weight", 0.0));
  }

  @Test
  void whatIsSaidAfterTheTickThatClosedTheInstantDoesNotCount() {
    observe("n", T, NodeStatus.UP, 5);
    observe("gone", T, NodeStatus.UP, 7);
    tick(T.plusSeconds(29));
    observe("n", T, NodeStatus.UP, 6);
    tick(T.plusSeconds(30));
    observe("n", T, NodeStatus.UP, 1000);
    observe("gone", T, NodeStatus.DOWN, 7);
    observe("new", T, NodeStatus.UP, 1000);
    land();

    assertThat(
            pipeline.query(
                "SELECT node_id, status, toInt64(weight) FROM population_at" + AT + " ORDER BY 1"))
        .containsExactly(List.of("gone", "up", 7L), List.of("n", "up", 6L));
    assertThat(late("00:57")).isEqualTo(List.of(0L, 0L));
    tick(T.plusSeconds(90));
    pipeline.awaitLanded(Topic.OBSERVATIONS, "observation_log");
    assertThat(late("00:58")).isEqualTo(List.of(3L, 3L));
  }

  @Test
  void aLateRecordThatRepeatsWhatIsHeldIsNotCounted() {
    observe("n", T, NodeStatus.UP, 5);
    observe("moved", T, NodeStatus.UP, 5);
    tick(T.plusSeconds(30));
    observe("n", T, NodeStatus.UP, 5); // counts already
    observe("n", T, NodeStatus.UP, 6); // late, and waits
    observe("n", T, NodeStatus.UP, 6); // waits already
    observe("n", T, NodeStatus.UP, 5); // late, in place of 6
    observe("n", T, NodeStatus.UP, 7); // late, in place of 5
    observe("n", T, NodeStatus.UP, 6); // late, in place of 7
    observe("n", T.minusSeconds(1), NodeStatus.UP, 5); // late, and older than what is held
    observe("n", T.minusSeconds(1), NodeStatus.UP, 5); // again: nothing was kept of it
    observe("moved", T, NodeStatus.UP, 5); // says the same of another place
    pipeline.publish(
        Topic.PLACEMENTS,
        0,
        POPULATION.nodeKey("moved"),
        Records.placement("moved", 0, 12).setProvider("aws").build());
    placed++;
    observe("moved", T, NodeStatus.UP, 5); // from there on, says it of another place
    tick(T.plusSeconds(90));
    observe("n", T, NodeStatus.UP, 6); // counts by now
    observe("n", T, NodeStatus.UP, 5); // no longer
    tick(T.plusSeconds(150));
    land();

    assertThat(late("00:57")).isEqualTo(List.of(0L, 0L));
    assertThat(late("00:58")).isEqualTo(List.of(10L, 7L));
    assertThat(late("00:59")).isEqualTo(List.of(12L, 8L));
  }

  /** All late records of a window of five minutes, and those that repeat nothing. */
  private List<Object> late(String time) {
    return pipeline
        .query(
            "SELECT toInt64(late_at_most), toInt64(late) FROM late_at(network = 'solana', layer ="
                + " 'consensus', at = '2025-10-20 "
                + time
                + ":00', window_s = 300)")
        .get(0);
  }

  /** aws/us-east-1 30, aws/eu-west-1 10, hetzner 25, ovh 15, home 20 in their countries. */
  private void fiveOfUs() {
    host("a", 30, "aws", "aws/us-east-1", "US");
    host("b", 10, "aws", "aws/eu-west-1", "IE");
    host("c", 25, "hetzner", null, "DE");
    host("d", 15, "ovh", null, "FR");
    host("e", 20, "home", null, "US");
  }

  @Test
  void theLossOfAUnionCountsOnce() {
    fiveOfUs();
    land();

    assertThat(loss("provider:aws")).isEqualTo(0.4);
    assertThat(loss("region:aws/us-east-1")).isEqualTo(0.3);
    assertThat(loss("country:US")).isEqualTo(0.5);
    assertThat(loss("provider:aws", "country:US")).isEqualTo(0.6);
    assertThat(loss("country:CN")).isZero();
  }

  @Test
  void exposureIsAnInterval() {
    fiveOfUs();
    incident("x", Severity.MAJOR, new Scope("aws", "us-east-1", null));
    incident("y", Severity.MINOR, new Scope("hetzner", "fsn1", null));
    incident("z", Severity.CRITICAL, new Scope("ovh", null, null), new Scope("ovh", null, null));
    incident("not ours", Severity.CRITICAL, new Scope("gcp", "global", null));
    land();

    assertThat(
            pipeline.query(
                "SELECT exposure_any_low, exposure_any_high, exposure_major_low,"
                    + " exposure_major_high, exposure_critical_low, exposure_critical_high,"
                    + " toInt64(open_incidents), toInt64(incidents_in_scope) FROM resilience_at"
                    + AT))
        .containsExactly(List.of(0.3, 0.7, 0.3, 0.45, 0.0, 0.15, 4L, 3L));
    assertThat(pipeline.query("SELECT headroom, weakest_value FROM resilience_at" + AT))
        .containsExactly(List.of(0.0, 0.0));
  }

  private void weights(String prefix, long... weights) {
    for (int i = 0; i < weights.length; i++) {
      int number = i;
      observe(prefix + i, T, NodeStatus.UP, weights[i]);
      place(prefix + i, place -> place.setOperator("operator " + number));
    }
  }

  private void host(String node, long weight, String provider, String region, String country) {
    observe(node, T, NodeStatus.UP, weight);
    place(node, place -> place.setProvider(provider).setRegion(region).setCountry(country));
  }

  private void observe(String node, Instant at, NodeStatus status, long weight) {
    pipeline.publish(
        Topic.OBSERVATIONS,
        0,
        POPULATION.nodeKey(node),
        Records.observation(node, at).setStatus(status).setWeight(weight).build());
  }

  private void place(String node, UnaryOperator<Placement.Builder> where) {
    pipeline.publish(
        Topic.PLACEMENTS,
        0,
        POPULATION.nodeKey(node),
        where.apply(Records.placement(node, 0, 0)).build());
    placed++;
  }

  private void incident(String id, Severity severity, Scope... scopes) {
    pipeline.publish(
        Topic.INCIDENTS,
        0,
        "test/" + id,
        IncidentRevision.newBuilder()
            .setSource("test")
            .setIncidentId(id)
            .setRevision(1)
            .setContentHash("1")
            .setKnownAt(T.minus(Duration.ofMinutes(10)))
            .setKind(IncidentKind.OUTAGE)
            .setProvider("p")
            .setStatus(IncidentStatus.INVESTIGATING)
            .setSeverity(severity)
            .setBeginsAt(T.minus(Duration.ofMinutes(20)))
            .setTitle("it hurts")
            .setScopes(List.of(scopes))
            .build());
  }

  private void tick(Instant time) {
    pipeline.publishTick(0, POPULATION, time, 100);
  }

  private void land() {
    pipeline.awaitLanded(Topic.OBSERVATIONS, "observation_log");
    pipeline.awaitLanded(Topic.INCIDENTS, "incident_revisions");
    if (placed > 0) {
      pipeline.awaitLanded(Topic.PLACEMENTS, "placements");
    }
  }

  /** Of the operators, by weight. */
  private List<Double> measures(String... columns) {
    String columnList =
        String.join(", ", Arrays.stream(columns).map(c -> "toFloat64(" + c + ")").toList());
    return pipeline
        .query(
            "SELECT "
                + columnList
                + " FROM decentralization_at"
                + AT
                + " WHERE dimension = 'operator' AND weighting = 'weight'")
        .get(0)
        .stream()
        .map(Double.class::cast)
        .toList();
  }

  private double loss(String... entities) {
    String list = String.join(", ", Arrays.stream(entities).map(e -> "'" + e + "'").toList());
    return (Double)
        pipeline
            .query(
                "SELECT loss FROM loss_at"
                    + AT.replace(")", ", entities = [" + list + "])")
                    + " WHERE weighting = 'weight'")
            .get(0)
            .get(0);
  }
}
