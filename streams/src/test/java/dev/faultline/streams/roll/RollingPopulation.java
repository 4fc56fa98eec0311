package dev.faultline.streams.roll;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.TrustedRecords;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.streams.merge.MergeLog;
import dev.faultline.streams.merge.PopulationMerge;
import dev.faultline.streams.node.NodeAttributes;
import dev.faultline.streams.node.NodeEntry;
import dev.faultline.streams.node.NodeStateCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/**
 * One population rolled over several partitions and merged, with what a restart would leave of it:
 * everything is kept as bytes, and {@link #restart} builds the engine anew from these.
 */
final class RollingPopulation {

  static {
    TrustedRecords.trust();
  }

  static final Population POPULATION = new Population("solana", "consensus");

  private final RollSettings settings;
  private final int partitions;
  private final List<Partition> rolls = new ArrayList<>();
  private final List<Deque<PartialTally>> inFlight = new ArrayList<>();
  private final Map<Long, Snapshot> published = new LinkedHashMap<>();
  private final SavedMerge savedMerge = new SavedMerge();
  private PopulationMerge merge;

  RollingPopulation(RollSettings settings, int partitions) {
    this.settings = settings;
    this.partitions = partitions;
    for (int i = 0; i < partitions; i++) {
      rolls.add(new Partition(i));
      inFlight.add(new ArrayDeque<>());
    }
    merge = new PopulationMerge(settings, savedMerge);
  }

  void observe(String nodeId, Sighting sighting) {
    rolls.get(partitionOf(nodeId)).observe(nodeId, sighting);
  }

  int partitionOf(String nodeId) {
    return Math.floorMod(nodeId.hashCode() * 0x9E3779B9 >>> 7, partitions);
  }

  void watermark(int partition, History.Event said) {
    inFlight.get(partition).addAll(rolls.get(partition).roll.watermark(watermark(said), false));
  }

  static Watermark watermark(History.Event said) {
    return new Watermark(
        POPULATION,
        Instant.ofEpochMilli(said.watermark()),
        said.publisher(),
        said.closing(),
        said.incidents() < 0 ? OptionalLong.empty() : OptionalLong.of(said.incidents()));
  }

  /** Delivers up to {@code most} reports, of partitions in random order. */
  void deliver(Random random, int most) {
    for (int i = 0; i < most; i++) {
      List<Deque<PartialTally>> ready =
          inFlight.stream().filter(queue -> !queue.isEmpty()).toList();
      if (ready.isEmpty()) {
        return;
      }
      PartialTally next = ready.get(random.nextInt(ready.size())).remove();
      merge.report(next, closed -> published.put(closed.at(), Snapshot.of(settings, closed)));
    }
  }

  Map<Long, Snapshot> published() {
    return published;
  }

  void restart() {
    rolls.forEach(Partition::restart);
    merge = new PopulationMerge(settings, savedMerge);
    savedMerge.restore(merge);
  }

  /** A roll and what it wrote. */
  private final class Partition {
    private final int index;
    private final Map<String, NodeEntry> nodes = new HashMap<>();
    private final Map<String, ByteBuffer> written = new TreeMap<>();
    private final Map<Long, ByteBuffer> blocks = new TreeMap<>();
    private ByteBuffer clock;
    private NodeStateCache cache;
    private PopulationRoll roll;

    Partition(int index) {
      this.index = index;
      begin();
    }

    private void begin() {
      cache = new NodeStateCache(this::writeState, this::writeBlock);
      roll = new PopulationRoll(settings, index, partitions, cache);
      nodes.clear();
    }

    void observe(String nodeId, Sighting sighting) {
      NodeEntry node = nodes.get(nodeId);
      if (node == null || node.isForgettable()) {
        node = new NodeEntry(POPULATION, 0, nodeId);
        nodes.put(nodeId, node);
        cache.add(node);
      }
      roll.observe(node, sighting.getObservedAt(), NodeAttributes.of(sighting), 1);
    }

    void restart() {
      try {
        write();
        begin();
        if (clock != null) {
          roll.restore(ClockState.fromByteBuffer(clock.duplicate()));
        }
        for (Map.Entry<Long, ByteBuffer> entry : blocks.entrySet()) {
          cache.restore(entry.getKey(), SightingBlock.fromByteBuffer(entry.getValue().duplicate()));
        }
        for (Map.Entry<String, ByteBuffer> entry : written.entrySet()) {
          NodeEntry node = new NodeEntry(POPULATION, 0, entry.getKey());
          nodes.put(entry.getKey(), node);
          NodeState state = NodeState.fromByteBuffer(entry.getValue().duplicate());
          roll.restore(node, cache.restore(node, state));
        }
        cache.endRestoring();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** What a commit does. */
    private void write() throws IOException {
      Optional<ClockState> changed = roll.takeChangedClock();
      if (changed.isPresent()) {
        clock = changed.get().toByteBuffer();
      }
      cache.write();
    }

    private void writeState(byte[] key, NodeState state) {
      String id =
          new String(key, StandardCharsets.UTF_8).substring(POPULATION.nodeKey("").length());
      try {
        if (state == null) {
          written.remove(id);
        } else {
          written.put(id, state.toByteBuffer());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void writeBlock(long number, SightingBlock block) {
      try {
        if (block == null) {
          blocks.remove(number);
        } else {
          blocks.put(number, block.toByteBuffer());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private record Part(long at, int remaining) implements Comparable<Part> {
    static Part of(PartialTally partial) {
      return new Part(partial.getAt(), partial.getRemaining());
    }

    @Override
    public int compareTo(Part other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Integer.compare(remaining, other.remaining);
    }
  }

  private record Cell(int window, int dimension, String entity) {}

  /** What the merge wrote. */
  private static final class SavedMerge implements MergeLog {
    private final Map<Integer, TreeMap<Part, PartialTally>> waiting = new TreeMap<>();
    private final Map<Cell, TallyState> tallies = new LinkedHashMap<>();
    private MergeState state;

    void restore(PopulationMerge merge) {
      if (state != null) {
        merge.restore(state);
      }
      tallies.forEach(
          (cell, tally) -> merge.restore(cell.window(), cell.dimension(), cell.entity(), tally));
      waiting.values().forEach(queue -> queue.values().forEach(merge::restore));
    }

    @Override
    public void await(PartialTally partial) {
      waiting
          .computeIfAbsent(partial.getPartition(), key -> new TreeMap<>())
          .put(Part.of(partial), partial);
    }

    @Override
    public void merged(PartialTally partial) {
      waiting.get(partial.getPartition()).remove(Part.of(partial));
    }

    @Override
    public void save(int window, int dimension, String entity, TallyState tally) {
      Cell cell = new Cell(window, dimension, entity);
      if (tally == null) {
        tallies.remove(cell);
      } else {
        tallies.put(cell, tally);
      }
    }

    @Override
    public void save(MergeState merge) {
      state = merge;
    }
  }
}
