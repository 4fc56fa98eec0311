package dev.faultline.streams.index;

import dev.faultline.schemas.Weighting;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.roll.PopulationMerge;
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
  private final IncidentsAt incidents;
  private final IndexSink sink;

  public PopulationIndex(
      PopulationRules rules, PopulationMerge merge, IncidentsAt incidents, IndexSink sink) {
    this.rules = rules;
    this.profiles = new PopulationProfiles(rules, merge);
    this.decentralization = new DecentralizationIndex(rules, merge, profiles, sink);
    this.resilience = new ResilienceIndex(rules, merge, profiles);
    this.incidents = incidents;
    this.sink = sink;
  }

  /**
   * Publishes the rows of T from the tallies as they stand in the merge now.
   *
   * @param observed whether a node was observed in the slot of T
   * @param position the incident revisions before this offset count; -1 if no tick told
   */
  public void publish(long at, boolean observed, long position) {
    profiles.moveOn();
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
    publishResilience(at, position, overflown);
  }

  private void publishResilience(long at, long position, Set<Integer> overflown) {
    IncidentsAt.Known known = incidents.known(at, position);
    for (int window = 0; window < rules.windowSeconds().size(); window++) {
      try {
        sink.publish(
            resilience.row(at, window, resilience.weighting(), known.open(), known.through()));
      } catch (ArithmeticException overflow) {
        if (!overflown.contains(window)) {
          refuse(at, window, Weighting.WEIGHT);
        }
      }
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
