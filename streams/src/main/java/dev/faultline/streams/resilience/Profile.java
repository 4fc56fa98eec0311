package dev.faultline.streams.resilience;

import dev.faultline.streams.measure.Measures;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.network.FaultRule;

/** One dimension of a population: its entities, and what was measured of them. */
public final class Profile {

  private final Ranking ranking;
  private final Measures measures;
  private final FaultRule liveness;
  private Survivors survivors;

  /** Keeps what was measured of a ranking under a liveness rule. */
  public Profile(Ranking ranking, Measures measures, FaultRule liveness) {
    this.ranking = ranking;
    this.measures = measures;
    this.liveness = liveness;
  }

  /** The entities, the largest first. */
  public Ranking ranking() {
    return ranking;
  }

  /** Every decentralization measure of the ranking. */
  public Measures measures() {
    return measures;
  }

  /** Whether any entity is known. */
  boolean isKnown() {
    return ranking.size() > 0;
  }

  /** Weight of the largest entity; 0 if none is known. */
  long largest() {
    return ranking.top(Math.min(1, ranking.size()));
  }

  /** The loss of the largest entity; measured once. Only where an entity is known. */
  Survivors survivors() {
    if (survivors == null) {
      survivors = Survivors.of(ranking, liveness);
    }
    return survivors;
  }
}
