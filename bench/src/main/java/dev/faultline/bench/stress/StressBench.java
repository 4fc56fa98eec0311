package dev.faultline.bench.stress;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.JointNakamotoRow;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.StressRow;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.index.IncidentsAt;
import dev.faultline.streams.index.IndexSink;
import dev.faultline.streams.index.PopulationIndex;
import dev.faultline.streams.merge.PopulationMerge;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.recompute.Forgetful;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.RollSettings;
import dev.faultline.streams.roll.TallyChange;
import dev.faultline.streams.stress.Scenarios;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What one T of a large population costs to measure: every dimension, weighting and scenario. Once
 * after nodes have moved in all that, once after nothing has.
 */
public final class StressBench {

  private static final int NODES = 100_000;
  private static final int OPERATORS = 5_000;
  private static final int ROUNDS = 40;
  private static final int WARM_UP = 15;
  private static final Population POPULATION = new Population("bench", "consensus");

  private final PopulationRules rules = Networks.load().rules(POPULATION);
  private final PopulationMerge merge;
  private final PopulationIndex index;
  private final Counted counted = new Counted();
  private long at;
  private long nanos;

  private StressBench() {
    merge =
        new PopulationMerge(
            new RollSettings(rules.stepMillis(), rules.graceMillis(), rules.windowSeconds()),
            Forgetful.MERGE);
    index =
        new PopulationIndex(
            rules,
            Scenarios.load(),
            (instant, position) -> new IncidentsAt.Known(List.of(), List.of(), 0),
            counted,
            Forgetful.IMPACTS,
            AlertRules.load(),
            Forgetful.ALERTS);
  }

  /** Measures and prints. */
  public static void run(boolean json) {
    StressBench bench = new StressBench();
    BenchPopulation population = new BenchPopulation(NODES, OPERATORS);
    bench.publish(population.all());
    double[] changed = new double[ROUNDS];
    double[] unchanged = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      changed[round] = bench.publish(population.move(NODES / 500));
      unchanged[round] = bench.publish(List.of());
    }
    double moved = median(changed);
    double still = median(unchanged);
    String text =
        json
            ? "{\"ratios\": {\"unchanged_vs_changed\": %.4f}, \"runs\": [{\"run\": \"stress\","
                + " \"nodes\": %d, \"operators\": %d, \"changed_ms\": %.1f, \"unchanged_ms\": %.2f,"
                + " \"stress_rows\": %d}]}"
            : "a T costs %4$.1f ms after a move of one in 500 of %2$,d nodes of %3$,d operators, and"
                + " %5$.2f ms after none: %1$.4f of it (%6$,d stress rows)";
    System.out.println(
        String.format(
            Locale.ROOT, text, still / moved, NODES, OPERATORS, moved, still, counted(bench)));
  }

  private static long counted(StressBench bench) {
    return bench.counted.stressRows;
  }

  private static double median(double[] milliseconds) {
    double[] warm = Arrays.copyOfRange(milliseconds, WARM_UP, milliseconds.length);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }

  /** Returns the milliseconds that measuring took. */
  private double publish(List<TallyChange> changes) {
    at += rules.stepMillis();
    nanos = 0;
    PartialTally partial =
        new PartialTally(0, 1, at, true, changes.isEmpty() ? 0L : 1L, -1L, changes, 0, true);
    merge.report(
        partial,
        closed -> {
          long begun = System.nanoTime();
          index.publish(closed);
          nanos += System.nanoTime() - begun;
        });
    return nanos / 1e6;
  }

  /** Takes rows and does nothing with them. */
  private static final class Counted implements IndexSink {
    private long stressRows;

    @Override
    public void publish(DecentralizationRow row) {}

    @Override
    public void publish(EntityShare share) {}

    @Override
    public void publish(ResilienceRow row) {}

    @Override
    public void publish(StressRow row) {
      stressRows++;
    }

    @Override
    public void publish(JointNakamotoRow row) {}

    @Override
    public void publish(ImpactRow row) {}

    @Override
    public void publish(AlertRow row) {}

    @Override
    public void refuse(long instant, Weighting weighting, String reason) {
      throw new IllegalStateException(reason);
    }
  }
}
