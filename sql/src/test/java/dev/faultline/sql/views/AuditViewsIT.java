package dev.faultline.sql.views;

import static dev.faultline.sql.views.AuditedPopulation.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.sql.reference.RegionCountryRow;
import dev.faultline.sql.reference.RegionCountryTable;
import dev.faultline.sql.reference.RuleTable;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The recomputation of the indices in SQL, on the methodology's own vectors. */
@WithStack
class AuditViewsIT {

  private static final String AT = AuditedPopulation.at("00:57");

  private Pipeline pipeline;
  private AuditedPopulation population;

  @BeforeEach
  void open(TestStack stack) throws Exception {
    population = new AuditedPopulation(stack);
    pipeline = population.pipeline();
  }

  @AfterEach
  void stop() {
    population.close();
  }

  @Test
  void rulesThatAreNoLongerGivenGo() throws Exception {
    RuleTable.write(pipeline.clickHouse(), List.of(AuditedPopulation.defaults()));

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
    population.land();

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
    population.observe("nowhere", T, NodeStatus.UP, 3);
    population.land();

    assertThat(measures("known", "unknown", "total", "nakamoto_liveness"))
        .containsExactly(12.0, 3.0, 15.0, 2.0);
    assertThat(measures("nakamoto_liveness_pessimistic", "coverage")).containsExactly(1.0, 0.8);
  }

  @Test
  void anEmptyPopulationHasRowsAndNoMeasures() {
    population.observe("down", T, NodeStatus.DOWN, 5);
    population.land();

    assertThat(pipeline.number("SELECT count() FROM decentralization_at" + AT)).isEqualTo(18);
    assertThat(
            pipeline.number(
                "SELECT countIf(hhi IS NULL AND nakamoto_liveness_pessimistic IS NULL AND coverage"
                    + " IS NULL AND top_entity IS NULL AND nodes = 0) FROM decentralization_at"
                    + AT))
        .isEqualTo(18);
    assertThat(
            pipeline.query(
                "SELECT toInt64(down), null_reason, weighting, availability FROM resilience_at"
                    + AT))
        .containsExactly(List.of(5L, "no live weight", "weight", 0.0));
    scenariosOfNobody();
  }

  /** As they are published of a window in which nothing is live. */
  private void scenariosOfNobody() {
    pipeline.execute(
        "INSERT INTO stress (network, layer, at, window_s, weighting, scenario, halts, definition)"
            + " VALUES ('solana', 'consensus', '2025-10-20 00:57:00', 300, 'weight', 'aws', 'no',"
            + " ['provider:aws']), ('solana', 'consensus', '2025-10-20 00:57:00', 300, 'weight',"
            + " 'largest-provider', 'no', ['largest:provider:1'])");
    assertThat(
            pipeline.query(
                "SELECT scenario, weighting, ifNull(toString(lost_low), 'null'),"
                    + " ifNull(toString(lost_high), 'null'), halts, toInt64(survivors_nodes),"
                    + " toString(survivors_entities), toString(survivors_nakamoto),"
                    + " toString(failed) FROM stress_at"
                    + AT
                    + " ORDER BY scenario"))
        .containsExactly(
            List.of(
                "aws",
                "weight",
                "null",
                "null",
                "no",
                0L,
                "{'country':0,'provider':0}",
                "{}",
                "['provider:aws']"),
            List.of(
                "largest-provider",
                "weight",
                "null",
                "null",
                "no",
                0L,
                "{'country':0,'provider':0}",
                "{}",
                "[]"));
  }

  /** aws/us-east-1 30, aws/eu-west-1 10, hetzner 25, ovh 15, home 20 in their countries. */
  private void fiveOfUs() {
    population.host("a", 30, "aws", "aws/us-east-1", "US");
    population.host("b", 10, "aws", "aws/eu-west-1", "IE");
    population.host("c", 25, "hetzner", null, "DE");
    population.host("d", 15, "ovh", null, "FR");
    population.host("e", 20, "home", null, "US");
  }

  @Test
  void theLossOfAUnionCountsOnce() {
    fiveOfUs();
    population.land();

    assertThat(loss("provider:aws")).isEqualTo(0.4);
    assertThat(loss("region:aws/us-east-1")).isEqualTo(0.3);
    assertThat(loss("country:US")).isEqualTo(0.5);
    assertThat(loss("provider:aws", "country:US")).isEqualTo(0.6);
    assertThat(loss("country:CN")).isZero();
  }

  @Test
  void exposureIsAnInterval() {
    fiveOfUs();
    population.incident("x", Severity.MAJOR, new Scope("aws", "us-east-1", null));
    population.incident("y", Severity.MINOR, new Scope("hetzner", "fsn1", null));
    population.incident(
        "z", Severity.CRITICAL, new Scope("ovh", null, null), new Scope("ovh", null, null));
    population.incident("not ours", Severity.CRITICAL, new Scope("gcp", "global", null));
    population.land();

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

  /** Of aws nodes of unknown region those in DE cannot be in us-east-1. */
  @Test
  void exposuresHighEndLooksAtCountries() throws Exception {
    RegionCountryTable.write(
        pipeline.clickHouse(),
        List.of(new RegionCountryRow("aws", "us-east-1", "US", "https://aws.example")));
    population.host("a", 30, "aws", "aws/us-east-1", "US");
    population.host("b", 10, "aws", null, "DE");
    population.host("c", 5, "aws", null, "US");
    population.host("d", 2, "aws", null, null);
    population.host("e", 53, "home", null, "FR");
    population.incident("x", Severity.MAJOR, new Scope("aws", "us-east-1", null));
    population.land();

    String exposure = "SELECT exposure_major_low, exposure_major_high FROM ";
    assertThat(pipeline.query(exposure + "resilience_at" + AT)).containsExactly(List.of(0.3, 0.37));
    assertThat(pipeline.query(exposure + "resilience_1_at" + AT))
        .as("as it was published then")
        .containsExactly(List.of(0.3, 0.47));
  }

  /** With 20 of unknown place: the index, and what the unknown can do to it. */
  @Test
  void theIndexOfEachMethodology() {
    fiveOfUs();
    population.observe("nowhere", T, NodeStatus.UP, 20);
    population.land();

    List<Object> row =
        pipeline
            .query(
                "SELECT resilience_index, index_low, index_high, arrayStringConcat(halting, ' '),"
                    + " weakest, coverage_site FROM resilience_at"
                    + AT)
            .get(0);
    assertThat((Double) row.get(0))
        .isCloseTo(index(0.01, 0.1, 0.01, (10_000.0 / 2850 - 1) / 9), within(1e-9));
    assertThat((Double) row.get(1))
        .isCloseTo(index(0.01, 0.01, 0.01, (14_400.0 / 4850 - 1) / 9), within(1e-9));
    assertThat((Double) row.get(2))
        .isCloseTo(index(0.01, 0.25, 0.01, (14_400.0 / 2850 - 1) / 9), within(1e-9));
    assertThat(row.subList(3, 5)).containsExactly("provider country", "margin(provider)");
    assertThat((Double) row.get(5)).isCloseTo(100.0 / 120, within(1e-12));
    assertThat(
            pipeline.query(
                "SELECT resilience_index, null_reason, mapContains(margin, 'site') FROM"
                    + " resilience_1_at"
                    + AT))
        .containsExactly(Arrays.asList(null, "coverage below 0.8: region", (short) 0));
  }

  private static double index(double provider, double site, double country, double diversity) {
    return 100 * Math.pow(provider * site * country * diversity, 1.0 / 6);
  }

  private void weights(String prefix, long... weights) {
    for (int i = 0; i < weights.length; i++) {
      int number = i;
      population.observe(prefix + i, T, NodeStatus.UP, weights[i]);
      population.place(prefix + i, place -> place.setOperator("operator " + number));
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
