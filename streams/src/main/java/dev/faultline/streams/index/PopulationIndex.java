package dev.faultline.streams.index;

import dev.faultline.schemas.Weighting;
import dev.faultline.streams.impact.ImpactLog;
import dev.faultline.streams.impact.PopulationImpacts;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.roll.PopulationMerge;
import dev.faultline.streams.stress.Scenarios;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Publishes all rows of a population at each T. */
public final class PopulationIndex {

  private static final List<Weighting> WEIGHTINGS = List.of(Weighting.values());

  private final PopulationRules rules;
  private final PopulationProfiles profiles;
  private final DecentralizationIndex decentralization;
  private final ResilienceIndex resilience;
  private final StressIndex stress;
  private final PopulationImpacts impacts;
  private final IncidentsAt incidents;
  private final IndexSink sink;

  /**
   * @param scenarios what the population is stressed by
   * @param sink where the rows go
   * @param impactLog keeps what follows incidents
   */
  public PopulationIndex(
      PopulationRules rules,
      PopulationMerge merge,
      Scenarios scenarios,
      IncidentsAt incidents,
      IndexSink sink,
      ImpactLog impactLog) {
    this.rules = rules;
    this.profiles = new PopulationProfiles(rules, merge);
    this.decentralization = new DecentralizationIndex(rules, merge, profiles, sink);
    this.resilience = new ResilienceIndex(rules, merge, profiles);
    this.stress = new StressIndex(rules, merge, scenarios, sink);
    this.impacts =
        new PopulationImpacts(
            rules, merge, DecentralizationIndex.METHODOLOGY_VERSION, sink::publish, impactLog);
    this.incidents = incidents;
    this.sink = sink;
  }

  /** What follows incidents from one T to the next; takes its own state back after a restart. */
  public PopulationImpacts impacts() {
    return impacts;
  }

  /**
   * Publishes the rows of T from the tallies as they stand in the merge now.
   *
   * @param observed whether a node was observed in the slot of T
   * @param position the incident revisions before this offset count; -1 if no watermark told
   */
  public void publish(long at, boolean observed, long position) {
    profiles.moveOn();
    stress.moveOn();
    Set<Integer> overflown = new HashSet<>();
    for (int window = 0; window < rules.windowSeconds().size(); window++) {
      for (Weighting weighting : WEIGHTINGS) {
        try {
          decentralization.publish(at, observed, window, weighting);
        } catch (ArithmeticException overflow) {
          overflown.add(window);
          refuse(at, window, weighting);
        }
      }
    }
    IncidentsAt.Known known = incidents.known(at, position);
    publishResilience(at, known, overflown);
    publishImpacts(at, observed, known);
  }

  private void publishResilience(long at, IncidentsAt.Known known, Set<Integer> overflown) {
    for (int window = 0; window < rules.windowSeconds().size(); window++) {
      try {
        sink.publish(
            resilience.row(at, window, resilience.weighting(), known.open(), known.through()));
        stress.publish(at, window, resilience.weighting());
      } catch (ArithmeticException overflow) {
        if (!overflown.contains(window)) {
          refuse(at, window, Weighting.WEIGHT);
        }
      }
    }
  }

  private void publishImpacts(long at, boolean observed, IncidentsAt.Known known) {
    try {
      impacts.publish(at, observed, resilience.weighting(), known.news());
    } catch (ArithmeticException overflow) {
      // nothing can be measured of this T: the rows above have been refused for it
    }
  }

  private void refuse(long at, int window, Weighting weighting) {
    sink.refuse(
        at,
        weighting,
        "window of %d s: the weights of %s add up to more than 2^63-1"
            .formatted(rules.windowSeconds().get(window), rules.population().key()));
  }
}
