package dev.faultline.streams.roll;

import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.streams.node.NodeAttributes;
import dev.faultline.streams.node.NodeEntry;
import dev.faultline.streams.node.NodeStateCache;
import dev.faultline.streams.node.PendingObservation;
import dev.faultline.streams.tally.Tallies;
import dev.faultline.streams.tally.TallyParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rolls the nodes of one population in one partition: which of them count in which window at each
 * T, and by how much the tallies change from one T to the next.
 *
 * <p>An observation costs one step, whatever the number of windows. It waits in the buffer of its
 * slot until a watermark closes that slot, and then replaces its node's older one; if it says the
 * same, no tally moves. Each slot keeps a list of the nodes whose current observation lies in it,
 * so that a node leaves a window exactly when the slot does, without a search. Nothing here depends
 * on the order of records other than "after the watermark that closed its slot", which is what late
 * means.
 */
public final class PopulationRoll {

  private static final long NEVER = Long.MIN_VALUE;

  private final RollSettings settings;
  private final int partition;
  private final int partitions;
  private final NodeStateCache nodes;
  private final Tallies changes;
  private final TreeMap<Long, List<NodeEntry>> open = new TreeMap<>();
  private final Buckets buckets;
  private final PopulationClock clock;
  private long closedThrough = NEVER;
  // from the start: state is kept by settings that a restart must find again
  private boolean clockChanged = true;
  private long lastSlot = NEVER;

  /**
   * @param partition the partition of the observation topic that this roll reads
   * @param partitions how many partitions the topic has
   * @param nodes where nodes that change are to be written
   */
  public PopulationRoll(
      RollSettings settings, int partition, int partitions, NodeStateCache nodes) {
    this.settings = settings;
    this.partition = partition;
    this.partitions = partitions;
    this.nodes = nodes;
    this.changes = new Tallies(settings.windows());
    this.buckets = new Buckets(settings);
    this.clock = new PopulationClock(settings);
  }

  /**
   * Takes back a node that was saved before a restart. Comes after {@link #restore(ClockState)}.
   */
  public void restore(NodeEntry node, NodeState state) {
    node.restore(state);
    if (node.attributes() != null) {
      buckets.joined(node.observedAt()).add(node);
    }
    for (long slot : node.slots()) {
      arrivals(slot).add(node);
    }
  }

  /** Takes back how far the population had come before a restart. Comes first. */
  public void restore(ClockState state) {
    clock.restore(state);
    closedThrough = state.getClosedThrough();
    buckets.restoreLate(state.getLate());
    clockChanged = false;
  }

  /**
   * Takes in one observation.
   *
   * @param node a new one if nothing is known of it
   * @param observedAt milliseconds since the epoch
   * @param placementDigest tells the node's placement from another
   * @return whether the placement differs from that of the node's record before
   */
  public boolean observe(
      NodeEntry node, long observedAt, NodeAttributes attributes, long placementDigest) {
    boolean moved = node.announce(placementDigest);
    long slot = slotOf(observedAt);
    if (slot > closedThrough) {
      await(node, slot, observedAt, attributes);
    } else if (!node.repeats(observedAt, attributes, closedThrough + settings.stepMillis())) {
      takeLate(node, slot, observedAt, attributes);
    }
    nodes.update(node);
    return moved;
  }

  /** Records come in the order of time but for a few, so most lie in the slot of the one before. */
  private long slotOf(long observedAt) {
    if (observedAt > lastSlot || observedAt <= lastSlot - settings.stepMillis()) {
      lastSlot = settings.slotOf(observedAt);
    }
    return lastSlot;
  }

  /** Late: counted, and held for the next T if it still tells something newer of its node. */
  private void takeLate(NodeEntry node, long slot, long observedAt, NodeAttributes attributes) {
    long next = closedThrough + settings.stepMillis();
    if (slot <= next - settings.longestMillis()) {
      return;
    }
    buckets.addLate(slot);
    clockChanged = true;
    if (node.attributes() == null || observedAt >= node.observedAt()) {
      await(node, next, observedAt, attributes);
    }
  }

  private void await(NodeEntry node, long slot, long observedAt, NodeAttributes attributes) {
    if (node.await(slot, observedAt, attributes)) {
      arrivals(slot).add(node);
    }
  }

  private List<NodeEntry> arrivals(long slot) {
    return open.computeIfAbsent(slot, key -> new ArrayList<>());
  }

  /**
   * A publisher says how far it is in this partition.
   *
   * @param caughtUp whether there is little more to read: a hint that is passed on
   * @return what changed at each T that is closed by this, in order; the last one tells how far the
   *     partition is done. Empty if no T is closed by it.
   */
  public List<PartialTally> watermark(Watermark watermark, boolean caughtUp) {
    long target = clock.advance(watermark);
    List<PartialTally> closed = new ArrayList<>();
    for (long next = nextChange(); next <= target; next = nextChange()) {
      closed.addAll(close(next, caughtUp));
    }
    if (closedThrough < target) {
      closedThrough = target;
      closed.add(
          new PartialTally(
              partition, partitions, target, false, 0L, clock.incidents(), List.of(), 0, caughtUp));
    }
    clockChanged = true;
    return closed;
  }

  /** The next T at which something can change, or Long.MAX_VALUE. */
  private long nextChange() {
    long next = open.isEmpty() ? Long.MAX_VALUE : open.firstKey();
    if (closedThrough == NEVER) {
      return next;
    }
    return buckets.hasFreshLate()
        ? closedThrough + settings.stepMillis()
        : Math.min(next, buckets.nextLeaving(closedThrough));
  }

  private List<PartialTally> close(long at, boolean caughtUp) {
    expire(at);
    countLate(at);
    List<NodeEntry> arrived = open.remove(at);
    if (arrived != null) {
      for (NodeEntry node : arrived) {
        replace(node, node.take(at), at);
        nodes.update(node);
      }
    }
    buckets.tidy();
    closedThrough = at;
    long observed = arrived == null ? 0 : arrived.size();
    return TallyParts.of(
        new PartialTally(
            partition, partitions, at, true, observed, clock.incidents(), List.of(), 0, caughtUp),
        changes.drain());
  }

  /** What leaves a window goes on to the next band, and from the last one nowhere. */
  private void expire(long at) {
    int longest = settings.windows() - 1;
    for (int window = 0; window <= longest; window++) {
      Bucket bucket = buckets.get(at - settings.windowMillis(window));
      if (bucket == null) {
        continue;
      }
      int left = window;
      bucket.forEach(
          node -> {
            changes.count(left, node.attributes(), -1);
            if (left < longest) {
              changes.count(left + 1, node.attributes(), 1);
            }
          });
      countLate(window, -bucket.late);
      if (window < longest) {
        countLate(window + 1, bucket.late);
      } else {
        forget(bucket);
      }
    }
  }

  private void countLate(int band, long late) {
    if (late != 0) {
      changes.add(band, Tallies.STATUS, Tallies.LATE, late, 0, 0);
    }
  }

  private void forget(Bucket bucket) {
    bucket.forEach(
        node -> {
          node.expire();
          nodes.update(node);
        });
    bucket.clear();
  }

  private void countLate(long at) {
    for (Bucket bucket : buckets.takeFreshLate()) {
      long fresh = bucket.takeFreshLate();
      int band = band(bucket.slot, at);
      if (band < settings.windows()) {
        countLate(band, fresh);
      }
    }
  }

  /** The node's newest observation takes the place of the older one. */
  private void replace(NodeEntry node, PendingObservation newer, long at) {
    long observedAt = newer.observedAt();
    NodeAttributes attributes = newer.attributes();
    NodeAttributes old = node.attributes();
    if (old != null && observedAt < node.observedAt()) {
      return;
    }
    long slot = slotOf(observedAt);
    int band = band(slot, at);
    if (band == settings.windows()) {
      return;
    }
    Bucket left = old == null ? null : buckets.left(node.observedAt());
    int oldBand = left == null ? band : band(left.slot, at);
    if (oldBand != band || !Objects.equals(attributes, old)) {
      if (old != null) {
        changes.count(oldBand, old, -1);
      }
      changes.count(band, attributes, 1);
    }
    node.settle(observedAt, attributes);
    Bucket joined = buckets.joined(observedAt);
    if (joined != left) {
      joined.add(node);
      if (left != null) {
        left.remove();
      }
    }
  }

  /** The shortest window at T that holds a slot; the number of windows if none does. */
  private int band(long slot, long at) {
    int band = 0;
    while (band < settings.windows() && slot <= at - settings.windowMillis(band)) {
      band++;
    }
    return band;
  }

  /**
   * How far the population has come, and what it is rolled by, if that has changed since it was
   * asked for last.
   */
  public Optional<ClockState> takeChangedClock() {
    if (!clockChanged) {
      return Optional.empty();
    }
    clockChanged = false;
    return Optional.of(clock.state(closedThrough, buckets.late()));
  }
}
