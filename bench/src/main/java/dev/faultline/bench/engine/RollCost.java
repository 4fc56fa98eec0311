package dev.faultline.bench.engine;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.streams.roll.DimensionCode;
import dev.faultline.streams.roll.MergeLog;
import dev.faultline.streams.roll.MergeState;
import dev.faultline.streams.roll.Node;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.PopulationMerge;
import dev.faultline.streams.roll.PopulationRoll;
import dev.faultline.streams.roll.RollLog;
import dev.faultline.streams.roll.RollSettings;
import dev.faultline.streams.roll.Standing;
import dev.faultline.streams.roll.Tallies;
import dev.faultline.streams.roll.TallyState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What rolling and merging cost per observation, without Kafka, without reading and without
 * measuring: each node is seen twice a step, in an order of its own, and one in 500 moves.
 */
final class RollCost {

  private static final long STEP_MILLIS = 60_000;
  private static final long GRACE_MILLIS = 30_000;
  private static final int ROUNDS_PER_STEP = 2;
  private static final int PROVIDERS = 12;

  private final Random random = new Random(7);
  private final List<RolledNode> nodes = new ArrayList<>();
  private final PopulationRoll roll;
  private final PopulationMerge merge;
  private long round;
  private long published;

  private static final class RolledNode extends Node {
    private Standing standing;

    RolledNode(String id) {
      super(id);
    }
  }

  private RollCost(int count, List<Integer> windowSeconds) {
    RollSettings settings = new RollSettings(STEP_MILLIS, GRACE_MILLIS, windowSeconds);
    roll = new PopulationRoll(settings, 0, 1, new Unwritten());
    merge = new PopulationMerge(settings, new Unwritten());
    for (int i = 0; i < count; i++) {
      RolledNode node = new RolledNode("node-" + i);
      node.standing = standing(node, random.nextInt(PROVIDERS));
      nodes.add(node);
    }
    Collections.shuffle(nodes, random);
  }

  private static Standing standing(Node node, int provider) {
    String[] entities = new String[DimensionCode.SIZE];
    Arrays.fill(entities, ("e" + provider).intern());
    entities[Tallies.STATUS] = null;
    entities[DimensionCode.of(Dimension.NODE)] = node.id();
    return new Standing(true, 1_000_000 + provider, Arrays.asList(entities));
  }

  /**
   * Nanoseconds per observation, once all nodes are known.
   *
   * @param observations how many to take the time of
   */
  static double nanos(int nodes, List<Integer> windowSeconds, int observations) {
    RollCost cost = new RollCost(nodes, windowSeconds);
    cost.step();
    // what setting up leaves behind is not to be cleared away while the time runs
    System.gc();
    int steps = Math.max(1, observations / (nodes * ROUNDS_PER_STEP));
    long begun = System.nanoTime();
    for (int step = 0; step < steps; step++) {
      cost.step();
    }
    long took = System.nanoTime() - begun;
    if (cost.published < steps) {
      throw new IllegalStateException("published " + cost.published + " of " + steps + " T");
    }
    return (double) took / ((long) steps * ROUNDS_PER_STEP * nodes);
  }

  private void step() {
    for (int i = 0; i < ROUNDS_PER_STEP; i++) {
      long begins = round * STEP_MILLIS / ROUNDS_PER_STEP;
      for (int node = 0; node < nodes.size(); node++) {
        RolledNode seen = nodes.get(node);
        if (random.nextInt(500) == 0) {
          seen.standing = standing(seen, random.nextInt(PROVIDERS));
        }
        roll.observe(seen, begins + 1 + (long) node * 29_998 / nodes.size(), seen.standing, 1);
      }
      round++;
    }
    for (PartialTally partial :
        roll.watermark(
            Watermark.of(
                new Population("bench", "consensus"),
                Instant.ofEpochMilli(round * STEP_MILLIS / ROUNDS_PER_STEP + GRACE_MILLIS),
                Watermark.UNNAMED),
            false)) {
      merge.report(partial, (at, observed, incidents) -> published++);
    }
  }

  /** Writing is not what is measured here. */
  private static final class Unwritten implements RollLog, MergeLog {
    @Override
    public void changed(Node node) {}

    @Override
    public void forgotten(Node node) {}

    @Override
    public void clockChanged() {}

    @Override
    public void await(PartialTally partial) {}

    @Override
    public void merged(PartialTally partial) {}

    @Override
    public void save(int band, int dimension, String entity, TallyState state) {}

    @Override
    public void save(MergeState state) {}
  }
}
