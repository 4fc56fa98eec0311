package dev.faultline.streams.roll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.node.NodeAttributes;
import dev.faultline.streams.node.NodeEntry;
import dev.faultline.streams.node.NodeStateCache;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.Tallies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PopulationRollTest {
  private static final RollSettings SETTINGS =
      new RollSettings(60_000, 30_000, List.of(300, 3600, 7200));

  static LongStream seeds() {
    return LongStream.concat(LongStream.range(0, 12), new Random().longs(8));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equalsTheRecomputationFromAllObservations(long seed) {
    History history = History.random(SETTINGS, new Random(seed), 500);

    Map<Long, Snapshot> published = run(history, 4, new Random(seed), false);

    Map<Long, Snapshot> expected = new LinkedHashMap<>();
    published.keySet().forEach(at -> expected.put(at, history.at(at)));
    assertThat(published).isNotEmpty().isEqualTo(expected);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isTheSameForAnyNumberOfPartitionsAndRestarts(long seed) {
    History history = History.random(SETTINGS, new Random(seed), 400);
    Map<Long, Snapshot> once = run(history, 1, new Random(seed), false);

    for (int partitions : new int[] {1, 4, 16}) {
      Map<Long, Snapshot> again = run(history, partitions, new Random(~seed), true);
      assertThat(new ArrayList<>(again.entrySet()))
          .as("%d partitions", partitions)
          .isEqualTo(new ArrayList<>(once.entrySet()));
    }
  }

  @Test
  void publishesEveryStepWhileObservedAndSparselyAfterwards() {
    History history = new History(SETTINGS);
    long first = 1_760_004_000_000L;
    history.events().add(History.observation("a", sighting(first)));
    history.events().add(History.watermark(first + 3 * 7_200_000L, 5));

    List<Long> published = List.copyOf(run(history, 1, new Random(1), false).keySet());

    assertThat(published.subList(0, 61))
        .isEqualTo(LongStream.range(0, 61).mapToObj(i -> first + i * 60_000).toList());
    assertThat(published.subList(61, published.size()))
        .as("nothing happens until the last window lets the node go, and then there is nothing")
        .containsExactly(first + 7_200_000);
  }

  @Test
  void aNodeThatIsSeenLateInTheSlotItWasInLeavesEachWindowOnce() {
    long first = 1_760_004_000_000L;
    History history = new History(SETTINGS);
    history.events().add(History.observation("a", hosted(first - 20_000, "one")));
    history.events().add(History.observation("b", hosted(first - 20_000, "one")));
    history.events().add(History.watermark(first + 30_000, 5));
    history.events().add(History.observation("a", hosted(first - 10_000, "two")));
    history.events().add(History.watermark(first + 90_000, 5));
    history.events().add(History.watermark(first + 3 * 7_200_000L, 5));

    for (int partitions : new int[] {1, 4}) {
      Map<Long, Snapshot> published = run(history, partitions, new Random(1), false);
      Map<Long, Snapshot> expected = new LinkedHashMap<>();
      published.keySet().forEach(at -> expected.put(at, history.at(at)));
      assertThat(published).hasSizeGreaterThan(60).isEqualTo(expected);
    }
  }

  @Test
  void aNodeWithAWrongClockClosesNothing() {
    RollingPopulation population = new RollingPopulation(SETTINGS, 1);
    population.observe("fast", sighting(1_760_004_000_000L + 86_400_000));
    population.watermark(0, History.watermark(1_760_004_030_000L, -1));
    population.observe("right", sighting(1_760_004_050_000L));
    population.watermark(0, History.watermark(1_760_004_090_000L, -1));
    population.deliver(new Random(1), 10);

    assertThat(population.published()).containsOnlyKeys(1_760_004_060_000L);
    assertThat(population.published().get(1_760_004_060_000L).lines())
        .containsEntry("0/" + Tallies.STATUS + "/live", "1 nodes, 7")
        .doesNotContainKey("0/" + Tallies.STATUS + "/late");
  }

  @Test
  void aLargePopulationIsReportedInParts() {
    long first = 1_760_004_000_000L;
    History history = new History(SETTINGS);
    PopulationRoll roll =
        new PopulationRoll(
            SETTINGS, 0, 1, new NodeStateCache((key, state) -> {}, (number, block) -> {}));
    for (int node = 0; node < 15_000; node++) {
      NodeAttributes standing = NodeAttributes.of(hosted(first, "provider " + node));
      roll.observe(new NodeEntry(RollingPopulation.POPULATION, 0, "n" + node), first, standing, 1);
      history.events().add(History.observation("n" + node, hosted(first, "provider " + node)));
    }
    history.events().add(History.watermark(first + 30_000, 5));

    List<PartialTally> parts =
        roll.watermark(RollingPopulation.watermark(History.watermark(first + 30_000, 5)), false);

    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(parts)
        .extracting(PartialTally::getRemaining)
        .isSortedAccordingTo(Comparator.reverseOrder())
        .doesNotHaveDuplicates()
        .endsWith(0);
    for (int partitions : new int[] {1, 4}) {
      assertThat(run(history, partitions, new Random(partitions), true))
          .isEqualTo(Map.of(first, history.at(first)));
    }
  }

  private static Sighting hosted(long at, String provider) {
    String[] entities = new String[DimensionCode.SIZE];
    entities[Dimension.PROVIDER.ordinal()] = provider;
    return new Sighting(at, true, 7L, Arrays.asList(entities));
  }

  @Test
  void weightsAddUpExactlyBeyondWhatFitsALong() {
    Tallies tallies = new Tallies(1);
    NodeAttributes heavy = new NodeAttributes(true, Long.MAX_VALUE, sighting(0).getEntities());
    tallies.count(0, heavy, 1);
    tallies.count(0, heavy, 1);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> tallies.status(0, Tallies.LIVE).weight())
        .isInstanceOf(ArithmeticException.class);
    tallies.count(0, heavy, -1);
    assertThat(tallies.status(0, Tallies.LIVE).weight()).isEqualTo(Long.MAX_VALUE);
  }

  private static Sighting sighting(long at) {
    return hosted(at, "aws");
  }

  private static Map<Long, Snapshot> run(
      History history, int partitions, Random random, boolean restarts) {
    RollingPopulation population = new RollingPopulation(SETTINGS, partitions);
    for (History.Event event : history.events()) {
      if (event.sighting() != null) {
        population.observe(event.nodeId(), event.sighting());
      } else {
        for (int partition = 0; partition < partitions; partition++) {
          population.watermark(partition, event);
        }
      }
      population.deliver(random, random.nextInt(5));
      if (restarts && random.nextInt(40) == 0) {
        population.restart();
      }
    }
    population.deliver(random, Integer.MAX_VALUE);
    return population.published();
  }
}
