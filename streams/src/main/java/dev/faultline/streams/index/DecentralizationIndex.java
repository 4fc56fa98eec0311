package dev.faultline.streams.index;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.measure.Exact;
import dev.faultline.streams.measure.Measures;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.merge.ClosedTallies;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.resilience.Profile;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.Tallies;
import java.time.Instant;
import java.util.List;

/**
 * Turns a population's tallies at one T into decentralization rows and entity shares: a row for
 * each window, dimension and weighting.
 */
final class DecentralizationIndex {

  private static final long EXACT_IN_DOUBLE = 1L << 53;

  /** Version of the definitions behind the published numbers. */
  static final String METHODOLOGY_VERSION = "2";

  private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());

  private final PopulationRules rules;
  private final PopulationProfiles profiles;
  private final IndexSink sink;

  private record Cell(int window, Dimension dimension, Weighting weighting) {}

  DecentralizationIndex(PopulationRules rules, PopulationProfiles profiles, IndexSink sink) {
    this.rules = rules;
    this.profiles = profiles;
    this.sink = sink;
  }

  /**
   * Publishes one window. Shares are published where a node was observed or the share changed;
   * elsewhere those of an earlier T still hold.
   *
   * @throws ArithmeticException if the weights add up to more than 2^63−1; before anything was
   *     published
   */
  void publish(ClosedTallies closed, int window, Weighting weighting) {
    long nodes = closed.tallies().status(window, Tallies.LIVE).nodes();
    long late = closed.tallies().status(window, Tallies.LATE).nodes();
    for (Dimension dimension : DIMENSIONS) {
      Cell cell = new Cell(window, dimension, weighting);
      Profile now = profiles.profile(closed, window, dimension, weighting);
      sink.publish(row(closed.at(), cell, nodes, late, now.measures()));
      boolean changed = closed.isChanged(window, DimensionCode.of(dimension));
      if (closed.observed() || changed) {
        publishShares(closed.at(), cell, now.ranking(), changed);
      }
    }
  }

  private DecentralizationRow row(long at, Cell cell, long nodes, long late, Measures measures) {
    return new DecentralizationRow(
        rules.population().network(),
        rules.population().layer(),
        Instant.ofEpochMilli(at),
        rules.windowSeconds().get(cell.window()),
        cell.dimension(),
        cell.weighting(),
        nodes,
        measures.entities(),
        measures.total(),
        measures.known(),
        measures.unknown(),
        measures.coverage(),
        measures.nakamotoLiveness(),
        measures.nakamotoLivenessPessimistic(),
        measures.nakamotoSafety(),
        measures.nakamotoThird(),
        measures.nakamotoHalf(),
        measures.nakamotoTwoThirds(),
        measures.hhi(),
        measures.effectiveEntities(),
        measures.effectiveEntitiesQ1(),
        measures.entropy(),
        measures.normalizedEntropy(),
        measures.gini(),
        measures.theil(),
        measures.top1(),
        measures.top3(),
        measures.bigThree(),
        measures.robustness(),
        measures.robustnessRatio(),
        measures.topEntity(),
        late,
        METHODOLOGY_VERSION);
  }

  private void publishShares(long at, Cell cell, Ranking ranking, boolean changed) {
    int shown = Math.min(EntityShares.SHOWN, ranking.size());
    long restNodes = 0;
    for (int i = shown; i < ranking.size(); i++) {
      restNodes += ranking.nodes(i);
    }
    for (int i = 0; i < shown; i++) {
      share(at, cell, ranking.entity(i), ranking.nodes(i), ranking.weight(i), ranking, i + 1);
    }
    boolean emptied = ranking.size() == 0 && changed;
    if (ranking.size() > shown || emptied) {
      long restWeight = ranking.total() - ranking.top(shown);
      share(at, cell, EntityShares.REST, restNodes, restWeight, ranking, EntityShares.SHOWN + 1);
    }
  }

  private void share(
      long at, Cell cell, String entity, long nodes, long weight, Ranking ranking, int rank) {
    sink.publish(
        new EntityShare(
            rules.population().network(),
            rules.population().layer(),
            Instant.ofEpochMilli(at),
            rules.windowSeconds().get(cell.window()),
            cell.dimension(),
            cell.weighting(),
            entity,
            nodes,
            weight,
            ratio(weight, ranking.total()),
            rank));
  }

  /** The nearest double, as top1 is: division alone gives it where both are doubles exactly. */
  private static double ratio(long weight, long total) {
    if (total == 0) {
      return 0.0;
    }
    return total <= EXACT_IN_DOUBLE ? (double) weight / total : Exact.ratio(weight, total);
  }
}
