package dev.faultline.streams.measure;

import static dev.faultline.streams.measure.Fixtures.SOLANA;
import static dev.faultline.streams.measure.Fixtures.measure;
import static dev.faultline.streams.measure.Fixtures.ranking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Population;
import dev.faultline.streams.network.Networks;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DecentralizationTest {

  private static final Offset<Double> TEN_DIGITS = within(5e-11);

  @Test
  void threeTwoOne() {
    Measures measures = measure(3, 2, 1);

    assertThat(measures.hhi()).isEqualTo(7.0 / 18);
    assertThat(measures.effectiveEntities()).isEqualTo(18.0 / 7);
    assertThat(measures.gini()).isEqualTo(2.0 / 9);
    assertThat(measures.robustness()).isEqualTo(2.0 / 9);
    assertThat(measures.entropy()).isCloseTo(1.4591479170, TEN_DIGITS);
    assertThat(measures.effectiveEntitiesQ1()).isCloseTo(2.7494592740, TEN_DIGITS);
    assertThat(measures.theil()).isCloseTo(0.0872080240, TEN_DIGITS);
  }

  @Test
  void fortyThirtyTwentyTen() {
    Measures measures = measure(40, 30, 20, 10);

    assertThat(measures.hhi()).isEqualTo(3.0 / 10);
    assertThat(measures.effectiveEntities()).isEqualTo(10.0 / 3);
    assertThat(measures.gini()).isEqualTo(1.0 / 4);
    assertThat(measures.entropy()).isCloseTo(1.8464393447, TEN_DIGITS);
    assertThat(measures.effectiveEntitiesQ1()).isCloseTo(3.5961154666, TEN_DIGITS);
    assertThat(measures.theil()).isCloseTo(0.1064401353, TEN_DIGITS);
    assertThat(measures.robustness()).isEqualTo(1.0 / 4);
    assertThat(measures.robustnessRatio()).as("1/4 over 3/8").isEqualTo(2.0 / 3);
    assertThat(measures.top1()).isEqualTo(0.4);
    assertThat(measures.top3()).isEqualTo(0.9);
    assertThat(measures.topEntity()).isEqualTo("e00000");
  }

  @Test
  void oneGiant() {
    Measures measures = measure(97, 1, 1, 1);

    assertThat(measures.hhi()).isEqualTo(2353.0 / 2500);
    assertThat(measures.effectiveEntities()).isCloseTo(1.0624734382, TEN_DIGITS);
    assertThat(measures.gini()).isEqualTo(18.0 / 25);
    assertThat(measures.entropy()).isCloseTo(0.2419407329, TEN_DIGITS);
    assertThat(measures.effectiveEntitiesQ1()).isCloseTo(1.1825824177, TEN_DIGITS);
    assertThat(measures.theil()).isCloseTo(1.2185938243, TEN_DIGITS);
    assertThat(measures.robustness()).isEqualTo(3.0 / 200);
  }

  @Test
  void fourEquals() {
    Measures measures = measure(1, 1, 1, 1);

    assertThat(measures.hhi()).isEqualTo(1.0 / 4);
    assertThat(measures.effectiveEntities()).isEqualTo(4.0);
    assertThat(measures.robustness()).isEqualTo(3.0 / 8);
    assertThat(measures.robustnessRatio()).isEqualTo(1.0);
    assertThat(measures.normalizedEntropy()).isEqualTo(1.0);
    assertThat(measures.effectiveEntitiesQ1()).isEqualTo(4.0);
    assertThat(measures.entropy()).isEqualTo(2.0);
    assertThat(measures.gini()).isEqualTo(0.0);
    assertThat(measures.theil()).isEqualTo(0.0);
  }

  @Test
  void othersVectors() {
    assertThat(measure(5, 4, 3, 2, 1).gini()).isCloseTo(0.26667, within(5e-6));
    assertThat(measure(368, 156, 20, 7, 10, 49, 22, 1).gini()).isCloseTo(0.67792, within(5e-6));
    assertThat(measure(8, 6, 3, 3).hhi()).isEqualTo(0.295);
    assertThat(measure(1, 1, 1, 1, 1, 1, 1, 1, 1, 1).hhi()).isEqualTo(0.1);
    assertThat(measure(1, 1, 3, 0, 0).gini()).as("0.56 with zeros counted").isEqualTo(4.0 / 15);
    assertThat(measure(432, 0, 0, 0).theil()).as("1.386 with zeros counted").isEqualTo(0.0);
  }

  @Test
  void oneEntity() {
    assertThat(measure(5))
        .isEqualTo(
            new Measures(
                1, 5, 5, 0, 1.0, 1, 1, 1, 1, 1, 1, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0,
                null, 0.0, null, "e00000"));
  }

  @Test
  void noEntity() {
    assertThat(measure(0, 0))
        .isEqualTo(
            new Measures(
                0, 0, 0, 0, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null));
  }

  @Test
  void onlyUnknownWeight() {
    Measures measures = Decentralization.measure(Dimension.REGION, ranking(), 9, SOLANA);

    assertThat(measures.coverage()).isEqualTo(0.0);
    assertThat(measures.total()).isEqualTo(9);
    assertThat(measures.nakamotoLiveness()).isNull();
    assertThat(measures.nakamotoLivenessPessimistic()).isEqualTo(1);
    assertThat(measures.hhi()).isNull();
    assertThat(measures.topEntity()).isNull();
  }

  @Test
  void unknownWeightMovesCoverageAndThePessimistOnly() {
    Measures all = measure(2, 2, 2, 2, 2, 2);
    Measures some = Decentralization.measure(Dimension.NODE, ranking(2, 2, 2, 2, 2, 2), 3, SOLANA);

    assertThat(some.coverage()).isEqualTo(0.8);
    assertThat(some.known()).isEqualTo(12);
    assertThat(some.unknown()).isEqualTo(3);
    assertThat(some.total()).isEqualTo(15);
    assertThat(some.nakamotoLiveness()).isEqualTo(2);
    assertThat(some.nakamotoLivenessPessimistic()).isEqualTo(1);
    assertThat(some.hhi()).isEqualTo(all.hhi());
  }

  @Test
  void bigThreeCountsTheThreeOfProvidersOnly() {
    String[] providers = {"aws", "ovh", "gcp", "azure", "hetzner"};
    Ranking ranking = ranking(providers, 5, 4, 3, 2, 6);

    assertThat(Decentralization.measure(Dimension.PROVIDER, ranking, 80, SOLANA).bigThree())
        .as("of the known weight")
        .isEqualTo(0.5);
    assertThat(Decentralization.measure(Dimension.OPERATOR, ranking, 0, SOLANA).bigThree())
        .isNull();
    assertThat(
            Decentralization.measure(
                    Dimension.PROVIDER, ranking(new String[] {"ovh"}, 4), 0, SOLANA)
                .bigThree())
        .isEqualTo(0.0);
  }

  @Test
  void populationWithoutASafetyRuleHasNoSafetyCoefficient() {
    Measures measures =
        Decentralization.measure(
            Dimension.NODE,
            ranking(3, 2, 1),
            0,
            Networks.load().rules(new Population("render", "compute")));

    assertThat(measures.nakamotoSafety()).isNull();
    assertThat(measures.nakamotoLiveness()).as(">= 1/2 by convention").isEqualTo(1);
  }
}
