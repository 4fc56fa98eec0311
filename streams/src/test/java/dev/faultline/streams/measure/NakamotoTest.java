package dev.faultline.streams.measure;

import static dev.faultline.streams.measure.Fixtures.ranking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.streams.network.FaultRule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NakamotoTest {

  private static final FaultRule THIRD = new FaultRule(1, 3, false);
  private static final List<FaultRule> SIX_RULES =
      List.of(
          THIRD,
          FaultRule.MORE_THAN_THIRD,
          new FaultRule(1, 2, false),
          FaultRule.MORE_THAN_HALF,
          new FaultRule(2, 3, false),
          FaultRule.MORE_THAN_TWO_THIRDS);

  @ParameterizedTest
  @CsvSource({
    "1 1 1, 1 2 2 2 2 3",
    "100000000000000000 100000000000000000 100000000000000000, 1 2 2 2 2 3",
    "2 2, 1 1 1 2 2 2",
    "3 2 1, 1 1 1 2 2 2",
    "3 2 1 1 1 1, 1 2 2 2 3 4",
    "2 2 2 2 2 2, 2 3 3 4 4 5",
    "1, 1 1 1 1 1 1"
  })
  void sixRulesAtOnce(String weights, String coefficients) {
    Ranking ranking = ranking(longs(weights));

    assertThat(SIX_RULES.stream().map(rule -> Nakamoto.coefficient(ranking, rule)))
        .containsExactly(
            Arrays.stream(longs(coefficients))
                .mapToInt(k -> (int) k)
                .boxed()
                .toArray(Integer[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "1 2 1 2 1, 2",
    "1 1 2 3 5 1, 1",
    "1 1 2 3 5 1 2, 2",
    "1 1 1 1 1 1 1 1 1 1 1 1 1, 5",
  })
  void strictThirdOfTheInternetComputersOwnCases(String weights, int coefficient) {
    assertThat(Nakamoto.coefficient(ranking(longs(weights)), FaultRule.MORE_THAN_THIRD))
        .isEqualTo(coefficient);
  }

  @Test
  void aThirdIsNot33Hundredths() {
    Ranking ranking = ranking(3, 2, 1, 1, 1, 1);

    assertThat(Nakamoto.coefficient(ranking, new FaultRule(33, 100, true))).isEqualTo(1);
    assertThat(Nakamoto.coefficient(ranking, FaultRule.MORE_THAN_THIRD)).isEqualTo(2);
  }

  @Test
  void decidesOnTheLastUnitOfTheLargestTotal() {
    long third = Long.MAX_VALUE / 3;
    long rest = Long.MAX_VALUE - third;

    assertThat(Nakamoto.coefficient(ranking(third, rest / 2, rest - rest / 2), THIRD)).isEqualTo(1);
    assertThat(
            Nakamoto.coefficient(
                ranking(rest, third - 1, 1), new FaultRule(rest, Long.MAX_VALUE, true)))
        .isEqualTo(2);
    assertThat(
            Nakamoto.coefficient(
                ranking(rest, third - 1, 1), new FaultRule(rest, Long.MAX_VALUE, false)))
        .isEqualTo(1);
  }

  @Test
  void nothingKnownHasNoCoefficient() {
    assertThat(Nakamoto.coefficient(ranking(), THIRD)).isNull();
    assertThat(Nakamoto.coefficient(ranking(0, 0), THIRD)).isNull();
  }

  @Test
  void pessimistGivesTheUnknownToTheLargest() {
    Ranking ranking = ranking(2, 2, 2, 2, 2, 2);

    assertThat(Nakamoto.pessimistic(ranking, 0, THIRD)).isEqualTo(2);
    assertThat(Nakamoto.pessimistic(ranking, 2, THIRD)).as("4 + 2 of 14").isEqualTo(2);
    assertThat(Nakamoto.pessimistic(ranking, 3, THIRD)).as("5 of 15").isEqualTo(1);
    assertThat(Nakamoto.pessimistic(ranking, 3, FaultRule.MORE_THAN_THIRD)).isEqualTo(2);
  }

  @Test
  void pessimistTakesWeightWithoutAnyKnownEntityForOneEntity() {
    assertThat(Nakamoto.pessimistic(ranking(), 7, THIRD)).isEqualTo(1);
    assertThat(Nakamoto.pessimistic(ranking(), 0, THIRD)).isNull();
  }

  @Test
  void pessimistRefusesWhatCannotBe() {
    assertThatThrownBy(() -> Nakamoto.pessimistic(ranking(1), -1, THIRD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> Nakamoto.pessimistic(ranking(1), Long.MAX_VALUE, THIRD))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("coarser base unit");
  }

  private static long[] longs(String numbers) {
    return Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
