package dev.faultline.streams.index;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.measure.Decentralization;
import dev.faultline.streams.measure.Measures;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.roll.PopulationMerge;
import dev.faultline.streams.roll.Tallies;
import dev.faultline.streams.roll.Tallies.Tally;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a population's tallies at one T into decentralization rows and entity shares: a row for
 * each window, dimension and weighting. What did not change since the last T is not measured again.
 */
public final class DecentralizationIndex {

  /** Version of the definitions behind the published numbers. */
  public static final String METHODOLOGY_VERSION = "1";

  private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());
  private static final List<Weighting> WEIGHTINGS = List.of(Weighting.values());

  private final PopulationRules rules;
  private final PopulationMerge merge;
  private final IndexSink sink;
  private final Map<Cell, Measured> measured = new HashMap<>();

  private record Cell(int window, Dimension dimension, Weighting weighting) {}

  private record Measured(Ranking ranking, Measures measures) {}

  public DecentralizationIndex(PopulationRules rules, PopulationMerge merge, IndexSink sink) {
    this.rules = rules;
    this.merge = merge;
    this.sink = sink;
  }

  /**
   * Publishes the rows of T from the tallies as they stand in the merge now. Shares are published
   * where a node was observed or the share changed; elsewhere those of an earlier T still hold.
   *
   * @param observed whether a node was observed in the slot of T
   */
  public void publish(long at, boolean observed, long incidents) {
    for (int window = 0; window < rules.windowSeconds().size(); window++) {
      for (Weighting weighting : WEIGHTINGS) {
        try {
          publish(at, observed, window, weighting);
        } catch (ArithmeticException overflow) {
          sink.refuse(
              at,
              weighting,
              "window of %d s: the weights of %s add up to more than 2^63-1"
                  .formatted(rules.windowSeconds().get(window), rules.population().key()));
        }
      }
    }
  }

  private void publish(long at, boolean observed, int window, Weighting weighting) {
    Tally live = merge.tallies().status(window, Tallies.LIVE);
    long total = weighting == Weighting.NODES ? live.nodes() : live.weight();
    long late = merge.tallies().status(window, Tallies.LATE).nodes();
    boolean totalChanged = merge.isChanged(window, Tallies.STATUS);
    for (Dimension dimension : DIMENSIONS) {
      Cell cell = new Cell(window, dimension, weighting);
      boolean changed = merge.isChanged(window, dimension.ordinal());
      Measured now = measured.get(cell);
      if (now == null || changed || totalChanged) {
        now = measure(cell, total);
        measured.put(cell, now);
      }
      sink.publish(row(at, cell, live.nodes(), late, now.measures()));
      if (observed || changed) {
        publishShares(at, cell, now.ranking(), changed);
      }
    }
  }

  private Measured measure(Cell cell, long total) {
    Map<String, Tally> tallies = merge.tallies().cell(cell.window(), cell.dimension().ordinal());
    int size = tallies.size();
    String[] entities = new String[size];
    long[] nodes = new long[size];
    long[] weights = new long[size];
    int i = 0;
    for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
      entities[i] = entry.getKey();
      nodes[i] = entry.getValue().nodes();
      weights[i] = cell.weighting() == Weighting.NODES ? nodes[i] : entry.getValue().weight();
      i++;
    }
    Ranking ranking = Ranking.of(entities, nodes, weights, size);
    long unknown = total - ranking.total();
    return new Measured(
        ranking, Decentralization.measure(cell.dimension(), ranking, unknown, rules));
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
            ranking.total() == 0 ? 0.0 : (double) weight / ranking.total(),
            rank));
  }
}
