package dev.faultline.streams.merge;

import dev.faultline.streams.roll.MergeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.ReportedPosition;
import dev.faultline.streams.roll.RolledBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/**
 * How far each partition has reported, and behind which offset of the incident topic its instants
 * were closed. The answers depend on what was reported, not on the order in which the partitions
 * did.
 */
final class Reports {

  private static final long NEVER = Long.MIN_VALUE;
  private static final long UNTOLD = -1;

  private final List<Partition> partitions = new ArrayList<>();
  private long incidents = UNTOLD;

  /**
   * One partition: the instant it is done with, and by instant the position it was closed behind.
   */
  private static final class Partition {
    private long through = NEVER;
    private final TreeMap<Long, Long> positions = new TreeMap<>();

    void note(long at, long position) {
      through = at;
      Entry<Long, Long> last = positions.lastEntry();
      if (last != null && last.getValue() == position) {
        positions.remove(last.getKey());
      }
      positions.put(at, position);
    }
  }

  int partitions() {
    return partitions.size();
  }

  void expect(int count) {
    for (int i = 0; i < count; i++) {
      partitions.add(new Partition());
    }
  }

  void restore(MergeState state) {
    for (int i = 0; i < partitions.size(); i++) {
      partitions.get(i).through = state.getReported().get(i);
    }
    for (ReportedPosition position : state.getPositions()) {
      partitions
          .get(position.getPartition())
          .positions
          .put(position.getAt(), position.getIncidents());
    }
    incidents = state.getIncidents();
  }

  void note(PartialTally partial) {
    partitions.get(partial.getPartition()).note(partial.getAt(), partial.getIncidents());
  }

  /** The newest instant that every partition is done with. */
  long frontier() {
    long frontier = Long.MAX_VALUE;
    for (Partition partition : partitions) {
      frontier = Math.min(frontier, partition.through);
    }
    return frontier;
  }

  /**
   * The highest position told by any watermark up to those that closed an instant; -1 if none told
   * one.
   *
   * @param at not beyond the frontier
   */
  long incidents(long at) {
    long highest = incidents;
    for (Partition partition : partitions) {
      long closing = partition.positions.ceilingKey(at);
      for (long position : partition.positions.headMap(closing, true).values()) {
        highest = Math.max(highest, position);
      }
    }
    return highest;
  }

  /** Nothing will be asked any more of instants up to the frontier. */
  void settle() {
    long frontier = frontier();
    for (Partition partition : partitions) {
      Map<Long, Long> settled = partition.positions.headMap(frontier, true);
      for (long position : settled.values()) {
        incidents = Math.max(incidents, position);
      }
      settled.clear();
    }
  }

  MergeState state(long published, long lastObserved, RolledBy settings) {
    List<Long> reported = new ArrayList<>();
    List<ReportedPosition> open = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i++) {
      Partition partition = partitions.get(i);
      reported.add(partition.through);
      for (Entry<Long, Long> entry : partition.positions.entrySet()) {
        open.add(new ReportedPosition(i, entry.getKey(), entry.getValue()));
      }
    }
    return new MergeState(reported, published, lastObserved, incidents, open, settings);
  }
}
