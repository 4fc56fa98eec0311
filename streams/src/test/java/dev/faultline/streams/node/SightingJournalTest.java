package dev.faultline.streams.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.Population;
import dev.faultline.streams.roll.NodeState;
import dev.faultline.streams.roll.PendingSighting;
import dev.faultline.streams.roll.SightingBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes that are only sighted again, change, come and go; what is written tells all of it. */
class SightingJournalTest {

  private static final Population POPULATION = new Population("solana", "consensus");
  private static final long STEP = 60_000;

  private final Map<String, NodeEntry> nodes = new HashMap<>();
  private final Map<String, NodeState> states = new TreeMap<>();
  private final TreeMap<Long, SightingBlock> blocks = new TreeMap<>();
  private final List<NodeEntry> changed = new ArrayList<>();
  private SightingJournal journal = new SightingJournal(this::keep);
  private long put;
  private long entries;
  private long statesWritten;
  private long now;

  static LongStream seeds() {
    return LongStream.concat(LongStream.range(0, 20), new Random().longs(20));
  }

  private void keep(long block, SightingBlock sightings) {
    if (sightings == null) {
      assertThat(blocks.remove(block)).as("block %d is there", block).isNotNull();
      return;
    }
    put++;
    entries += sightings.getSighted().size();
    assertThat(blocks.put(block, sightings)).as("block %d is new", block).isNull();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsTakenBackIsWhatWasThere(long seed) {
    Random random = new Random(seed);
    int most = 20 + random.nextInt(300);
    for (int commit = 0; commit < 200; commit++) {
      now += random.nextInt(3) * STEP;
      for (int i = random.nextInt(most); i > 0; i--) {
        step("n" + random.nextInt(most), random);
      }
      commit();
      if (random.nextInt(10) == 0) {
        takeBack();
      }
    }
    takeBack();
    assertThat(put).isPositive();
    assertThat(statesWritten).isPositive();
  }

  private void step(String id, Random random) {
    NodeEntry node =
        nodes.computeIfAbsent(
            id,
            key -> {
              NodeEntry added = new NodeEntry(POPULATION, 0, key);
              journal.add(added);
              return added;
            });
    int what = random.nextInt(100);
    if (what < 5) {
      node.announce(random.nextLong());
    }
    if (what < 60) {
      NodeAttributes said =
          node.attributes() == null || what < 10
              ? attributes(random.nextInt(3))
              : node.attributes();
      node.await(now + (1 + random.nextInt(2)) * STEP, now + random.nextInt(1000), said);
    } else if (what < 98) {
      node.slots().stream().limit(1).forEach(slot -> settle(node, slot));
    } else {
      node.slots().forEach(node::take);
      node.expire();
    }
    if (node.markDirty()) {
      changed.add(node);
    }
    if (node.isForgettable()) {
      nodes.remove(id);
      journal.forget(node);
    }
  }

  private static void settle(NodeEntry node, long slot) {
    PendingObservation pending = node.take(slot);
    node.settle(pending.observedAt(), pending.attributes());
  }

  private static NodeAttributes attributes(int provider) {
    return new NodeAttributes(true, 1, List.of("provider " + provider));
  }

  private void commit() {
    for (NodeEntry node : changed) {
      if (journal.note(node)) {
        continue;
      }
      statesWritten++;
      NodeState state = journal.state(node);
      if (state == null) {
        states.remove(node.id());
      } else {
        states.put(node.id(), state);
      }
    }
    changed.clear();
    journal.commit();
  }

  /** Goes on with what was written, after it was compared with what is there. */
  private void takeBack() {
    Map<String, List<Object>> before = new TreeMap<>();
    nodes.forEach((id, node) -> before.put(id, told(node)));
    SightingJournal next = new SightingJournal(this::keep);
    blocks.forEach(next::restore);
    nodes.clear();
    states.forEach(
        (id, state) -> {
          NodeEntry node = new NodeEntry(POPULATION, 0, id);
          node.restore(next.restore(node, state));
          nodes.put(id, node);
        });
    next.endRestoring();
    journal = next;
    Map<String, List<Object>> after = new TreeMap<>();
    nodes.forEach((id, node) -> after.put(id, told(node)));
    assertThat(after).isEqualTo(before);
  }

  /** Everything about a node but where it is written; pending sightings by slot. */
  private static List<Object> told(NodeEntry node) {
    Map<Long, PendingSighting> pending = new TreeMap<>();
    NodeState state = NodeStates.state(node, 0);
    state.getPending().forEach(each -> pending.put(each.getSlot(), each));
    return List.of(
        state.getAnnouncedPlacement(), String.valueOf(state.getCurrent()), pending.toString());
  }

  @Test
  void keepsNoMoreThanAFewEntriesANodeHoweverLongItRuns() {
    int count = 5_000;
    for (int i = 0; i < count; i++) {
      NodeEntry node = new NodeEntry(POPULATION, 0, "n" + i);
      nodes.put(node.id(), node);
      journal.add(node);
      node.settle(now, attributes(0));
      changed.add(node);
      node.markDirty();
    }
    commit();
    Random random = new Random(5);
    long noted = 0;
    for (int commit = 0; commit < 2_000; commit++) {
      now += 1_000;
      // one in ten is seen all the time, the others hardly ever
      for (int i = 0; i < 100; i++) {
        NodeEntry node =
            nodes.get("n" + random.nextInt(random.nextInt(20) == 0 ? count : count / 10));
        node.settle(now, node.attributes());
        if (node.markDirty()) {
          changed.add(node);
          noted++;
        }
      }
      commit();
      long kept = blocks.values().stream().mapToLong(block -> block.getSighted().size()).sum();
      assertThat(kept).isLessThanOrEqualTo(4L * count);
    }
    assertThat(statesWritten).isEqualTo(count);
    assertThat(entries).as("each is written twice at most").isBetween(noted, 2 * noted);
    takeBack();
  }

  @Test
  void aPopulationLargerThanABlockTakesSeveral() {
    for (int i = 0; i < 10_000; i++) {
      NodeEntry node = new NodeEntry(POPULATION, 0, "n" + i);
      nodes.put(node.id(), node);
      journal.add(node);
      node.settle(now, attributes(0));
      node.markDirty();
      changed.add(node);
    }
    commit();
    for (NodeEntry node : nodes.values()) {
      node.await(now + STEP, now + 1, node.attributes());
      node.await(now + 2 * STEP, now + 2, node.attributes());
      node.markDirty();
      changed.add(node);
    }
    commit();

    assertThat(entries).isEqualTo(20_000);
    assertThat(put).isBetween(4L, 6L);
    takeBack();
  }
}
