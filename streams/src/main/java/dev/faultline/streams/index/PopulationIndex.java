package dev.faultline.streams.index;

import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.alert.AlertLog;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.alert.AlertSample;
import dev.faultline.streams.alert.SubjectWatch;
import dev.faultline.streams.impact.ImpactLog;
import dev.faultline.streams.impact.PopulationImpacts;
import dev.faultline.streams.merge.ClosedTallies;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.stress.Scenarios;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Publishes all rows of a population at each T. */
public final class PopulationIndex {

  /** Alerts look at the window nearest to an hour. */
  private static final int WATCHED_SECONDS = 3600;

  private static final List<Weighting> WEIGHTINGS = List.of(Weighting.values());

  private final PopulationRules rules;
  private final PopulationProfiles profiles;
  private final DecentralizationIndex decentralization;
  private final ResilienceIndex resilience;
  private final StressIndex stress;
  private final PopulationImpacts impacts;
  private final SubjectWatch alerts;
  private final int watchedWindow;
  private final IncidentsAt incidents;
  private final IndexSink sink;

  /**
   * @param scenarios what the population is stressed by
   * @param sink where the rows go
   * @param impactLog keeps what follows incidents
   * @param alertRules what is told of the population
   * @param alertLog keeps what is to be remembered for them
   */
  public PopulationIndex(
      PopulationRules rules,
      Scenarios scenarios,
      IncidentsAt incidents,
      IndexSink sink,
      ImpactLog impactLog,
      AlertRules alertRules,
      AlertLog alertLog) {
    this.rules = rules;
    this.profiles = new PopulationProfiles(rules);
    this.decentralization = new DecentralizationIndex(rules, profiles, sink);
    this.resilience = new ResilienceIndex(rules, profiles);
    this.stress = new StressIndex(rules, scenarios, sink);
    this.impacts =
        new PopulationImpacts(
            rules, DecentralizationIndex.METHODOLOGY_VERSION, sink::publish, impactLog);
    this.alerts = new SubjectWatch(alertRules, alertLog, sink::publish);
    this.watchedWindow = nearest(rules.windowSeconds(), WATCHED_SECONDS);
    this.incidents = incidents;
    this.sink = sink;
  }

  /** What follows incidents from one T to the next; takes its own state back after a restart. */
  public PopulationImpacts impacts() {
    return impacts;
  }

  /** Publishes the rows of T. */
  public void publish(ClosedTallies closed) {
    profiles.moveOn(closed);
    stress.moveOn(closed);
    Set<Integer> overflown = new HashSet<>();
    for (int window = 0; window < rules.windowSeconds().size(); window++) {
      for (Weighting weighting : WEIGHTINGS) {
        try {
          decentralization.publish(closed, window, weighting);
        } catch (ArithmeticException overflow) {
          overflown.add(window);
          refuse(closed.at(), window, weighting);
        }
      }
    }
    IncidentsAt.Known known = incidents.known(closed.at(), closed.incidents());
    publishResilience(closed, known, overflown);
    publishImpacts(closed, known);
  }

  private void publishResilience(
      ClosedTallies closed, IncidentsAt.Known known, Set<Integer> overflown) {
    for (int window = 0; window < rules.windowSeconds().size(); window++) {
      try {
        Weighting weighting = resilience.weighting(closed);
        ResilienceRow row =
            resilience.row(closed, window, weighting, known.open(), known.through());
        sink.publish(row);
        stress.publish(closed, window, weighting);
        if (window == watchedWindow) {
          Double outage = resilience.outageProviderShare(closed, window, weighting, known.open());
          alerts.take(AlertSample.of(row, outage, rules.liveness()));
        }
      } catch (ArithmeticException overflow) {
        if (!overflown.contains(window)) {
          refuse(closed.at(), window, Weighting.WEIGHT);
        }
      }
    }
  }

  /** The first of those that are equally near. */
  private static int nearest(List<Integer> windows, int seconds) {
    int best = 0;
    for (int window = 1; window < windows.size(); window++) {
      if (Math.abs(windows.get(window) - seconds) < Math.abs(windows.get(best) - seconds)) {
        best = window;
      }
    }
    return best;
  }

  private void publishImpacts(ClosedTallies closed, IncidentsAt.Known known) {
    try {
      impacts.publish(closed, resilience.weighting(closed), known.news());
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
