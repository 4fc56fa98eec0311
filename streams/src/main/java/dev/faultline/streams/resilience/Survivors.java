package dev.faultline.streams.resilience;

import dev.faultline.streams.measure.Concentration;
import dev.faultline.streams.measure.Nakamoto;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.network.FaultRule;

/**
 * A dimension after its largest entity has failed: the blast radius, and how concentrated the rest
 * would be. Undefined, and so absent, where no entity is known.
 *
 * @param blastRadius share of the known weight that is lost
 * @param entities how many are left
 * @param nakamoto liveness coefficient of the rest; null if nothing is left
 * @param hhi of the rest; null if nothing is left
 * @param top1 share of the rest that its largest has; null if nothing is left
 */
public record Survivors(
    double blastRadius, long entities, Integer nakamoto, Double hhi, Double top1) {

  /** Measures a ranking of at least one entity. */
  public static Survivors of(Ranking ranking, FaultRule liveness) {
    double lost = Concentration.top(ranking, 1);
    Ranking rest = ranking.withoutLargest();
    if (rest.size() == 0) {
      return new Survivors(lost, 0, null, null, null);
    }
    return new Survivors(
        lost,
        rest.size(),
        Nakamoto.coefficient(rest, liveness),
        Concentration.hhi(rest),
        Concentration.top(rest, 1));
  }
}
