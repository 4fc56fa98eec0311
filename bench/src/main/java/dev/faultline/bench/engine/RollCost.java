package dev.faultline.bench.engine;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.streams.merge.MergeLog;
import dev.faultline.streams.merge.PopulationMerge;
import dev.faultline.streams.node.NodeAttributes;
import dev.faultline.streams.node.NodeEntry;
import dev.faultline.streams.node.NodeStateCache;
import dev.faultline.streams.roll.MergeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.PopulationRoll;
import dev.faultline.streams.roll.RollSettings;
import dev.faultline.streams.roll.TallyState;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.Tallies;
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

  private static final Population POPULATION = new Population("bench", "consensus");
  private static final long STEP_MILLIS = 60_000;
  private static final long GRACE_MILLIS = 30_000;
  private static final int ROUNDS_PER_STEP = 2;
  private static final int PROVIDERS = 12;

  private final Random random = new Random(7);
  private final List<SeenNode> nodes = new ArrayList<>();
  private final PopulationRoll roll;
  private final PopulationMerge merge;
  private long round;
  private long published;

  /** A node, and what is said of it. */
  private static final class SeenNode {
    private final NodeEntry entry;
    private NodeAttributes attributes;

    SeenNode(String id) {
      this.entry = new NodeEntry(POPULATION, 0, id);
    }
  }

  private RollCost(int count, List<Integer> windowSeconds) {
    RollSettings settings = new RollSettings(STEP_MILLIS, GRACE_MILLIS, windowSeconds);
    roll =
        new PopulationRoll(
            settings, 0, 1, new NodeStateCache((key, state) -> {}, (number, block) -> {}));
    merge = new PopulationMerge(settings, new Unwritten());
    for (int i = 0; i < count; i++) {
      SeenNode node = new SeenNode("node-" + i);
      node.attributes = attributes(node.entry.id(), random.nextInt(PROVIDERS));
      nodes.add(node);
    }
    Collections.shuffle(nodes, random);
  }

  private static NodeAttributes attributes(String nodeId, int provider) {
    String[] entities = new String[DimensionCode.SIZE];
    Arrays.fill(entities, ("e" + provider).intern());
    entities[Tallies.STATUS] = null;
    entities[DimensionCode.of(Dimension.NODE)] = nodeId;
    return new NodeAttributes(true, 1_000_000 + provider, Arrays.asList(entities));
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
        SeenNode seen = nodes.get(node);
        if (random.nextInt(500) == 0) {
          seen.attributes = attributes(seen.entry.id(), random.nextInt(PROVIDERS));
        }
        roll.observe(
            seen.entry, begins + 1 + (long) node * 29_998 / nodes.size(), seen.attributes, 1);
      }
      round++;
    }
    for (PartialTally partial :
        roll.watermark(
            Watermark.of(
                POPULATION,
                Instant.ofEpochMilli(round * STEP_MILLIS / ROUNDS_PER_STEP + GRACE_MILLIS),
                Watermark.UNNAMED),
            false)) {
      merge.report(partial, closed -> published++);
    }
  }

  /** Writing is not what is measured here. */
  private static final class Unwritten implements MergeLog {
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
