package dev.faultline.streams.stress;

import dev.faultline.providers.RegionCountries;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Halts;
import dev.faultline.streams.measure.Concentration;
import dev.faultline.streams.measure.Nakamoto;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.network.FaultRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What scenarios cost one population. The loss is a union over nodes. A node is known to be inside
 * if an entity of it is known to fail; it may be inside if it is unknown in a dimension in which
 * something fails. A node of unknown region is outside all the same if its provider or its country
 * is known and is that of none of the regions that fail.
 */
public final class Stress {

  private static final List<Dimension> SURVIVING = List.of(Dimension.PROVIDER, Dimension.COUNTRY);

  private final JointPopulation.Grains population;
  private final RegionCountries countries;
  private final FaultRule liveness;
  private final Map<Dimension, Ranking> rankings = new EnumMap<>(Dimension.class);

  /** Of a population whose liveness rule this is. */
  public Stress(JointPopulation.Grains population, RegionCountries countries, FaultRule liveness) {
    this.population = population;
    this.countries = countries;
    this.liveness = liveness;
  }

  /** Measures one scenario. */
  public Loss of(Scenario scenario) {
    Map<Dimension, Set<String>> failed = failed(scenario);
    return of(
        scenario,
        failed,
        failed.containsKey(Dimension.OPERATOR)
            ? population.byAll()
            : population.byAllButOperator());
  }

  private Loss of(
      Scenario scenario, Map<Dimension, Set<String>> failed, JointPopulation population) {
    boolean[] isInside = new boolean[population.size()];
    failed.forEach((dimension, ids) -> markInside(population, dimension, ids, isInside));
    boolean[] isPossible = isInside.clone();
    failed.forEach((dimension, ids) -> markPossible(population, dimension, ids, isPossible));
    long low = 0;
    long high = 0;
    long surviving = population.liveNodes();
    for (int i = 0; i < population.size(); i++) {
      if (isInside[i]) {
        low += population.weight(i);
        surviving -= population.nodes(i);
      }
      high += isPossible[i] ? population.weight(i) : 0;
    }
    long live = population.liveWeight();
    return new Loss(
        scenario,
        names(failed),
        low,
        high,
        live,
        halts(low, high, live),
        surviving,
        survivors(population, isInside));
  }

  private Map<Dimension, Set<String>> failed(Scenario scenario) {
    Map<Dimension, Set<String>> failed = new EnumMap<>(Dimension.class);
    for (Dimension dimension : scenario.dimensions()) {
      Set<String> ids = new TreeSet<>(scenario.entities().getOrDefault(dimension, Set.of()));
      int largest = scenario.largest().getOrDefault(dimension, 0);
      if (largest > 0) {
        Ranking ranking = rankings.computeIfAbsent(dimension, this::ranking);
        for (int rank = 0; rank < Math.min(largest, ranking.size()); rank++) {
          ids.add(ranking.entity(rank));
        }
      }
      failed.put(dimension, ids);
    }
    return failed;
  }

  private Ranking ranking(Dimension dimension) {
    JointPopulation all =
        dimension == Dimension.OPERATOR ? population.byAll() : population.byAllButOperator();
    return all.ranking(dimension, new boolean[all.size()]);
  }

  private static List<String> names(Map<Dimension, Set<String>> failed) {
    List<String> names = new ArrayList<>();
    failed.forEach((dimension, ids) -> ids.forEach(id -> names.add(Scenario.name(dimension, id))));
    return names.stream().sorted().toList();
  }

  private static void markInside(
      JointPopulation population, Dimension dimension, Set<String> ids, boolean[] isInside) {
    String[] known = population.ids(dimension);
    boolean[] fails = new boolean[known.length];
    for (int number = 0; number < known.length; number++) {
      fails[number] = ids.contains(known[number]);
    }
    int[] entities = population.entities(dimension);
    for (int i = 0; i < isInside.length; i++) {
      isInside[i] |= entities[i] != JointPopulation.UNKNOWN && fails[entities[i]];
    }
  }

  private void markPossible(
      JointPopulation population, Dimension dimension, Set<String> ids, boolean[] isPossible) {
    int[] entities = population.entities(dimension);
    PossibleRegions regions =
        dimension == Dimension.REGION ? new PossibleRegions(ids, population, countries) : null;
    for (int i = 0; i < isPossible.length; i++) {
      if (!isPossible[i] && entities[i] == JointPopulation.UNKNOWN) {
        isPossible[i] = regions == null || regions.mayHold(i);
      }
    }
  }

  private Halts halts(long low, long high, long live) {
    if (live > 0 && Nakamoto.breaks(liveness, low, live)) {
      return Halts.YES;
    }
    return live > 0 && Nakamoto.breaks(liveness, high, live) ? Halts.MAYBE : Halts.NO;
  }

  private Map<Dimension, Loss.Rest> survivors(JointPopulation population, boolean[] isLost) {
    Map<Dimension, Loss.Rest> survivors = new EnumMap<>(Dimension.class);
    for (Dimension dimension : SURVIVING) {
      Ranking left = population.ranking(dimension, isLost);
      survivors.put(
          dimension,
          new Loss.Rest(
              left.size(),
              Nakamoto.coefficient(left, liveness),
              left.size() == 0 ? null : Concentration.hhi(left)));
    }
    return survivors;
  }
}
