package dev.faultline.streams.measure;

import static dev.faultline.streams.measure.Fixtures.measure;
import static dev.faultline.streams.measure.Fixtures.ranking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.streams.network.FaultRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class DecentralizationPropertiesTest {

  private static final double TOLERANCE = 1e-12;

  @Property
  void agreesWithTheExactFractions(@ForAll("weights") long[] weights) {
    Measures measures = measure(weights);
    ExactOracle oracle = new ExactOracle(weights);

    assertThat(measures.hhi()).isEqualTo(oracle.hhi());
    assertThat(measures.effectiveEntities()).isEqualTo(oracle.effectiveEntities());
    assertThat(measures.gini()).isEqualTo(oracle.gini());
    assertThat(measures.robustness()).isEqualTo(oracle.robustness());
    assertThat(measures.top1()).isEqualTo(oracle.top(1));
    assertThat(measures.top3()).isEqualTo(oracle.top(3));
    double nats = oracle.entropyNats();
    assertThat(measures.entropy()).isCloseTo(nats / Math.log(2), within(TOLERANCE));
    assertThat(measures.theil()).isCloseTo(Math.log(weights.length) - nats, within(TOLERANCE));
    assertThat(measures.effectiveEntitiesQ1() / Math.exp(nats)).isCloseTo(1, within(TOLERANCE));
  }

  @Property
  void nakamotoAgreesWithTryingThemAll(
      @ForAll("weights") long[] weights, @ForAll("rules") FaultRule rule) {
    assertThat(Nakamoto.coefficient(ranking(weights), rule))
        .isEqualTo(new ExactOracle(weights).nakamoto(rule));
  }

  @Property
  void orderOfInputDoesNotMatter(@ForAll("weights") long[] weights, @ForAll long seed) {
    List<Integer> order = IntStream.range(0, weights.length).boxed().toList();
    List<Integer> shuffled = new ArrayList<>(order);
    Collections.shuffle(shuffled, new Random(seed));
    String[] entities = shuffled.stream().map(i -> "entity " + i).toArray(String[]::new);
    long[] moved = shuffled.stream().mapToLong(i -> weights[i]).toArray();

    Ranking sorted =
        ranking(order.stream().map(i -> "entity " + i).toArray(String[]::new), weights);
    assertThat(measure(ranking(entities, moved))).isEqualTo(measure(sorted));
  }

  @Property
  void scalingAllWeightsChangesNoRatio(
      @ForAll("smallWeights") long[] weights,
      @ForAll @LongRange(min = 2, max = 1L << 34) long factor) {
    Measures measures = measure(weights);
    Measures scaled = measure(Arrays.stream(weights).map(w -> w * factor).toArray());

    assertThat(fractions(scaled)).isEqualTo(fractions(measures));
    assertThat(scaled.entropy()).isCloseTo(measures.entropy(), within(TOLERANCE));
    assertThat(scaled.theil()).isCloseTo(measures.theil(), within(TOLERANCE));
  }

  /** What is a function of ratios of integers alone. */
  private static List<Number> fractions(Measures measures) {
    return List.of(
        measures.entities(),
        measures.nakamotoLiveness(),
        measures.nakamotoLivenessPessimistic(),
        measures.nakamotoSafety(),
        measures.nakamotoThird(),
        measures.nakamotoHalf(),
        measures.nakamotoTwoThirds(),
        measures.hhi(),
        measures.effectiveEntities(),
        measures.gini(),
        measures.top1(),
        measures.top3(),
        measures.robustness());
  }

  @Property
  void equalEntitiesAreAsManyAsTheyAre(
      @ForAll @IntRange(min = 2, max = 5_000) int n,
      @ForAll @LongRange(min = 1, max = 1L << 50) long weight) {
    long[] weights = new long[n];
    Arrays.fill(weights, weight);
    Measures measures = measure(weights);

    assertThat(measures.effectiveEntities()).isEqualTo(n);
    assertThat(measures.effectiveEntitiesQ1()).isEqualTo(n);
    assertThat(measures.normalizedEntropy()).isEqualTo(1);
    assertThat(measures.theil()).isEqualTo(0);
    assertThat(measures.gini()).isEqualTo(0);
    assertThat(measures.robustnessRatio()).isEqualTo(1);
  }

  @Property
  void mergingTwoEntitiesNeverRaisesNakamoto(
      @ForAll("weights") long[] weights,
      @ForAll("rules") FaultRule rule,
      @ForAll @IntRange(max = 1_000_000) int first,
      @ForAll @IntRange(max = 1_000_000) int second) {
    int kept = first % weights.length;
    int merged = second % weights.length;
    Assume.that(kept != merged);
    long[] fewer = weights.clone();
    fewer[kept] += fewer[merged];
    fewer[merged] = 0;

    assertThat(Nakamoto.coefficient(ranking(fewer), rule))
        .isLessThanOrEqualTo(Nakamoto.coefficient(ranking(weights), rule));
  }

  @Property
  void addingAnEntityNeverLowersTheirNumber(
      @ForAll("smallWeights") long[] weights, @ForAll @LongRange(max = 1L << 62) long added) {
    Assume.that(Long.MAX_VALUE - Arrays.stream(weights).sum() >= added);
    long[] more = Arrays.copyOf(weights, weights.length + 1);
    more[weights.length] = added;

    assertThat(measure(more).entities()).isGreaterThanOrEqualTo(measure(weights).entities());
  }

  @Property
  void thePessimistIsNeverAbove(
      @ForAll("smallWeights") long[] weights,
      @ForAll @LongRange(max = 1L << 60) long unknown,
      @ForAll("rules") FaultRule rule) {
    Ranking ranking = ranking(weights);

    assertThat(Nakamoto.pessimistic(ranking, unknown, rule))
        .isBetween(1, Nakamoto.coefficient(ranking, rule));
  }

  @Property
  void everyMeasureStaysInItsBounds(@ForAll("weights") long[] weights) {
    Measures measures = measure(weights);
    int n = weights.length;

    assertThat(measures.hhi()).isBetween(1.0 / n * (1 - TOLERANCE), 1.0);
    assertThat(measures.effectiveEntities()).isBetween(1.0, n * (1 + TOLERANCE));
    assertThat(measures.effectiveEntitiesQ1()).isBetween(1.0, n * (1 + TOLERANCE));
    assertThat(measures.entropy()).isBetween(0.0, Math.log(n) / Math.log(2) * (1 + TOLERANCE));
    assertThat(measures.normalizedEntropy()).isBetween(0.0, 1.0);
    assertThat(measures.gini()).isBetween(0.0, 1.0);
    assertThat(measures.theil()).isBetween(0.0, Math.log(n));
    assertThat(measures.top1()).isBetween(1.0 / n * (1 - TOLERANCE), measures.top3());
    assertThat(measures.top3()).isLessThanOrEqualTo(1.0);
    assertThat(measures.robustness()).isBetween(0.0, 0.5);
    assertThat(measures.nakamotoThird()).isBetween(1, measures.nakamotoHalf());
    assertThat(measures.nakamotoHalf()).isLessThanOrEqualTo(measures.nakamotoTwoThirds());
    assertThat(measures.nakamotoTwoThirds()).isLessThanOrEqualTo(n);
    if (n > 1) {
      assertThat(measures.robustnessRatio()).isBetween(0.0, 1.0);
    }
  }

  @Property(tries = 1)
  void hundredThousandEntitiesAgreeWithTheExactFractions(
      @ForAll long seed, @ForAll @LongRange(min = 1, max = (1L << 46)) long largest) {
    long[] weights = new Random(seed).longs(100_000, 1, largest + 1).toArray();
    ExactOracle oracle = new ExactOracle(weights);
    Measures measures = measure(weights);

    assertThat(measures.entities()).isEqualTo(100_000);
    assertThat(measures.hhi()).isEqualTo(oracle.hhi());
    assertThat(measures.gini()).isEqualTo(oracle.gini());
    assertThat(measures.robustness()).isEqualTo(oracle.robustness());
    assertThat(measures.nakamotoThird()).isEqualTo(oracle.nakamoto(FaultRule.MORE_THAN_THIRD));
    assertThat(measures.entropy())
        .isCloseTo(oracle.entropyNats() / Math.log(2), within(TOLERANCE * 100));
  }

  /** Positive weights of every magnitude up to 2^62 whose sum fits 63 bits, many of them equal. */
  @Provide
  Arbitrary<long[]> weights() {
    Arbitrary<Long> giant = Arbitraries.longs().between(1, 1L << 62);
    return Combinators.combine(giant, smallWeights(), Arbitraries.of(true, false))
        .as(
            (first, others, withGiant) -> {
              if (!withGiant) {
                return others;
              }
              long[] all = Arrays.copyOf(others, others.length + 1);
              all[others.length] = first;
              return all;
            });
  }

  @Provide
  Arbitrary<long[]> smallWeights() {
    Arbitrary<Long> few = Arbitraries.longs().between(1, 4);
    Arbitrary<Long> any =
        Arbitraries.integers()
            .between(1, 22)
            .flatMap(bits -> Arbitraries.longs().between(1, 1L << bits));
    return Arbitraries.oneOf(
        few.array(long[].class).ofMinSize(1).ofMaxSize(60),
        any.array(long[].class).ofMinSize(1).ofMaxSize(60));
  }

  @Provide
  Arbitrary<FaultRule> rules() {
    Arbitrary<Long> part = Arbitraries.longs().between(1, 1L << 62);
    return Combinators.combine(part, part, Arbitraries.of(true, false))
        .as(
            (a, b, strict) ->
                new FaultRule(
                    Math.min(a, b), Math.max(a, b), strict && a.longValue() != b.longValue()));
  }
}
