package dev.faultline.streams.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.network.FaultRule;
import dev.faultline.streams.resilience.IndexOracle.Node;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors of the index, worked out by hand; docs/methodology.md has them. */
class IndexVectorsTest {

  private static final FaultRule THIRD = new FaultRule(1, 3, false);
  private static final FaultRule HALF = new FaultRule(1, 2, false);

  private final List<Node> nodes = new ArrayList<>();

  private void node(String provider, String site, String country, long weight) {
    nodes.add(new Node(provider, site, country, null, null, weight));
  }

  private Resilience measure(FaultRule rule) {
    return Populations.measure(nodes, rule);
  }

  /** 100 · (product of the parts)^(1/6), availability and headroom being 1. */
  private static double index(double... parts) {
    double product = 1;
    for (double part : parts) {
      product *= part;
    }
    return 100 * Math.pow(product, 1.0 / 6);
  }

  @Test
  void fourProvidersInTwoCountries() {
    for (String provider : List.of("a", "b", "c", "d")) {
      node(provider, provider + "/1", provider.compareTo("c") < 0 ? "DE" : "US", 25);
    }
    Resilience measured = measure(THIRD);

    assertThat(measured.index().value())
        .isCloseTo(index(1.0 / 4, 1.0 / 4, 1.0 / 100, 1.0 / 3), within(1e-12));
    assertThat(measured.index().low()).isEqualTo(measured.index().value());
    assertThat(measured.index().high()).isEqualTo(measured.index().value());
    assertThat(measured.halting()).containsExactly(Dimension.COUNTRY);
    assertThat(measured.weakest()).isEqualTo("margin(country)");
  }

  @Test
  void oneEntityOfEverything() {
    node("a", "a/1", "DE", 7);
    Resilience measured = measure(THIRD);

    assertThat(measured.index().value())
        .as("three margins and the diversity at the floor")
        .isCloseTo(index(0.01, 0.01, 0.01, 0.01), within(1e-12))
        .isCloseTo(4.6416, within(1e-4));
    assertThat(measured.halting())
        .containsExactly(Dimension.PROVIDER, Dimension.SITE, Dimension.COUNTRY);
  }

  @Test
  void allUnknownInOneDimension() {
    node("a", null, "DE", 1);
    node("b", null, "US", 1);
    Resilience measured = measure(HALF);

    assertThat(measured.index()).isNull();
    assertThat(measured.nullReason()).isEqualTo("wholly unknown: site");
    assertThat(measured.halting()).containsExactly(Dimension.PROVIDER, Dimension.COUNTRY);
  }

  /** Known: a 1, b 1, c 1, d 1; unknown 4. Worst: 5, 1, 1, 1 of 8. Best: each 1 of 8. */
  @Test
  void halfIsKnown() {
    for (String provider : List.of("a", "b", "c", "d")) {
      node(provider, provider + "/1", "C" + provider, 1);
    }
    node(null, null, null, 4);
    Resilience measured = measure(THIRD);

    assertThat(measured.index().value())
        .isCloseTo(index(1.0 / 4, 1.0 / 4, 1.0 / 4, 1.0 / 3), within(1e-12));
    assertThat(measured.index().low())
        .as("5/8 is above 1/3; 64/28 effective entities")
        .isCloseTo(index(0.01, 0.01, 0.01, (64.0 / 28 - 1) / 9), within(1e-12));
    assertThat(measured.index().high())
        .as("1/8 of 1/3; 64/4 effective entities are more than ten")
        .isCloseTo(index(5.0 / 8, 5.0 / 8, 5.0 / 8, 1), within(1e-12));
    assertThat(measured.halting()).isEmpty();
  }

  /** Shares 1/4 under θ = 1/2 have a margin of 1/2. */
  @Test
  void aThresholdOfAHalf() {
    for (String provider : List.of("a", "b", "c", "d")) {
      node(provider, provider + "/1", "C" + provider, 3);
    }

    assertThat(measure(HALF).index().value())
        .isCloseTo(index(1.0 / 2, 1.0 / 2, 1.0 / 2, 1.0 / 3), within(1e-12));
  }

  /** Of three equal ones each has a third: that halts under ≥ 1/3, and not under > 1/3. */
  @Test
  void strictnessDecidesWhatHaltsAtTheThreshold() {
    for (String provider : List.of("a", "b", "c")) {
      node(provider, provider + "/1", "C" + provider, 1);
    }

    assertThat(measure(THIRD).halting())
        .containsExactly(Dimension.PROVIDER, Dimension.SITE, Dimension.COUNTRY);
    assertThat(measure(FaultRule.MORE_THAN_THIRD).halting()).isEmpty();
    assertThat(measure(FaultRule.MORE_THAN_THIRD).index().value())
        .as("the margin is 0 in either")
        .isCloseTo(index(0.01, 0.01, 0.01, 2.0 / 9), within(1e-12));
  }

  /** Ten equal providers, sites and countries: margins 7/10, and the diversity is full. */
  @Test
  void tenOfEverything() {
    for (int i = 0; i < 10; i++) {
      node("p" + i, "p" + i + "/1", "C" + i, 9);
    }

    assertThat(measure(THIRD).index().value()).isCloseTo(index(0.7, 0.7, 0.7, 1), within(1e-12));
    assertThat(measure(THIRD).index().weightsLow())
        .as("three of six at 7/10: their weights 5/4, the others' 3/4")
        .isCloseTo(100 * Math.pow(0.7, 3.75 / 6), within(1e-12));
  }

  @Test
  void weightlessNodesAreNoEntities() {
    node("a", "a/1", "DE", 0);

    assertThat(measure(HALF).nullReason()).isEqualTo("no live weight");
  }
}
