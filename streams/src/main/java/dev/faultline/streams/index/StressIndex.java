package dev.faultline.streams.index;

import dev.faultline.providers.RegionCountries;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.JointNakamotoRow;
import dev.faultline.schemas.StressRow;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.measure.Exact;
import dev.faultline.streams.merge.ClosedTallies;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.stress.JointCoefficient;
import dev.faultline.streams.stress.JointDictionary;
import dev.faultline.streams.stress.JointNakamoto;
import dev.faultline.streams.stress.JointPopulation;
import dev.faultline.streams.stress.Loss;
import dev.faultline.streams.stress.Scenario;
import dev.faultline.streams.stress.Scenarios;
import dev.faultline.streams.stress.Stress;
import dev.faultline.streams.tally.JointKey;
import dev.faultline.streams.tally.Tallies;
import dev.faultline.streams.tally.Tallies.Tally;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Turns a population's joint tallies at one T into a stress row a scenario, and a row of the joint
 * Nakamoto coefficient, a window. What did not change since the last T is not measured again, nor
 * what is the same in a shorter window.
 *
 * <p>State that a build without joint tallies kept has none of nodes that were not observed since;
 * as long as there are such in a window, nothing is published for it.
 */
final class StressIndex {

  private static final RegionCountries REGION_COUNTRIES = RegionCountries.load();

  private final PopulationRules rules;
  private final Scenarios scenarios;
  private final IndexSink sink;
  private final JointDictionary dictionary = new JointDictionary();
  private final Map<Cell, Measured> measured = new HashMap<>();

  private record Cell(int window, Weighting weighting) {}

  private record Measured(boolean isWhole, List<Loss> losses, JointCoefficient joint) {}

  StressIndex(PopulationRules rules, Scenarios scenarios, IndexSink sink) {
    this.rules = rules;
    this.scenarios = scenarios;
    this.sink = sink;
  }

  /** The tallies have moved on to the next T. */
  void moveOn(ClosedTallies closed) {
    measured
        .keySet()
        .removeIf(
            cell ->
                closed.isChanged(cell.window(), JointKey.CODE)
                    || closed.isChanged(cell.window(), Tallies.STATUS));
  }

  /**
   * Publishes one window.
   *
   * @throws ArithmeticException if the weights add up to more than 2^63−1; before anything was
   *     published
   */
  void publish(ClosedTallies closed, int window, Weighting weighting) {
    Measured now = measured(closed, window, weighting);
    if (now.isWhole()) {
      now.losses().forEach(loss -> sink.publish(row(closed.at(), window, weighting, loss)));
      sink.publish(row(closed.at(), window, weighting, now.joint()));
    }
  }

  private Measured measured(ClosedTallies closed, int window, Weighting weighting) {
    if (closed.tallies().isAsInShorter(window, JointKey.CODE)
        && closed.tallies().isAsInShorter(window, Tallies.STATUS)) {
      return measured(closed, window - 1, weighting);
    }
    Cell cell = new Cell(window, weighting);
    Measured found = measured.get(cell);
    if (found == null) {
      found = measure(closed, cell);
      measured.put(cell, found);
    }
    return found;
  }

  private Measured measure(ClosedTallies closed, Cell cell) {
    Map<String, Tally> tallies = closed.tallies().cell(cell.window(), JointKey.CODE);
    JointPopulation.Builder builder = new JointPopulation.Builder(dictionary, tallies.size());
    tallies.forEach(
        (key, tally) ->
            builder.add(key, tally.nodes(), PopulationProfiles.counted(tally, cell.weighting())));
    JointPopulation.Grains population = builder.build();
    long live = closed.tallies().status(cell.window(), Tallies.LIVE).nodes();
    if (population.byAll().liveNodes() != live) {
      return new Measured(false, List.of(), null);
    }
    Stress stress = new Stress(population, REGION_COUNTRIES, rules.liveness());
    return new Measured(
        true,
        scenarios.all().stream().map(stress::of).toList(),
        JointNakamoto.of(population, rules.liveness()));
  }

  private StressRow row(long at, int window, Weighting weighting, Loss loss) {
    Scenario scenario = loss.scenario();
    return new StressRow(
        rules.population().network(),
        rules.population().layer(),
        Instant.ofEpochMilli(at),
        rules.windowSeconds().get(window),
        weighting,
        scenario.name(),
        share(loss.low(), loss.live()),
        share(loss.high(), loss.live()),
        loss.halts(),
        loss.survivingNodes(),
        named(loss.survivors(), Loss.Rest::entities),
        named(loss.survivors(), Loss.Rest::nakamoto),
        named(loss.survivors(), Loss.Rest::hhi),
        scenario.definition(),
        loss.failed(),
        DecentralizationIndex.METHODOLOGY_VERSION);
  }

  private JointNakamotoRow row(long at, int window, Weighting weighting, JointCoefficient joint) {
    return new JointNakamotoRow(
        rules.population().network(),
        rules.population().layer(),
        Instant.ofEpochMilli(at),
        rules.windowSeconds().get(window),
        weighting,
        joint.upper(),
        joint.lower(),
        joint.isExact(),
        joint.entities(),
        DecentralizationIndex.METHODOLOGY_VERSION);
  }

  private static Double share(long part, long live) {
    return live == 0 ? null : Exact.ratio(part, live);
  }

  /** In the order of the names, so that equal maps are equal bytes; without what is undefined. */
  private static <N> Map<String, N> named(
      Map<Dimension, Loss.Rest> survivors, Function<Loss.Rest, N> getter) {
    Map<String, N> named = new TreeMap<>();
    survivors.forEach(
        (dimension, rest) -> {
          N number = getter.apply(rest);
          if (number != null) {
            named.put(dimension.name().toLowerCase(Locale.ROOT), number);
          }
        });
    return named;
  }
}
