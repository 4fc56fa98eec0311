package dev.faultline.streams.roll;

import dev.faultline.streams.roll.Node.Bucket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/**
 * Rolls the nodes of one population in one partition: which of them count in which window at each
 * T, and by how much the tallies change from one T to the next.
 *
 * <p>An observation costs one step, whatever the number of windows. It waits in the buffer of its
 * slot until a tick closes that slot, and then replaces its node's older one; if it says the same,
 * no tally moves. Each slot keeps a list of the nodes whose current observation lies in it, so that
 * a node leaves a window exactly when the slot does, without a search. Nothing here depends on the
 * order of records other than "after the tick that closed its slot", which is what late means.
 */
public final class PopulationRoll {

  private static final long NEVER = Long.MIN_VALUE;

  private final RollSettings settings;
  private final int partition;
  private final int partitions;
  private final RollLog log;
  private final Tallies changes;
  private final Map<String, Node> nodes = new HashMap<>();
  private final TreeMap<Long, List<Node>> open = new TreeMap<>();
  private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
  private long clock = NEVER;
  private long closedThrough = NEVER;
  private boolean anyFreshLate;

  /**
   * @param partition the partition of the observation topic that this roll reads
   * @param partitions how many partitions the topic has
   */
  public PopulationRoll(RollSettings settings, int partition, int partitions, RollLog log) {
    this.settings = settings;
    this.partition = partition;
    this.partitions = partitions;
    this.log = log;
    this.changes = new Tallies(settings.windows());
  }

  /** Takes back a node that was saved before a restart. Comes after {@link #restore}. */
  public void restore(String nodeId, NodeState state) {
    Node node = Node.restored(nodeId, state);
    nodes.put(nodeId, node);
    if (node.current() != null) {
      node.settle(node.current(), bucket(settings.slotOf(node.current().getObservedAt())));
    }
    for (PendingSighting waiting : node.pending()) {
      open.computeIfAbsent(waiting.getSlot(), slot -> new ArrayList<>()).add(node);
    }
  }

  /** Takes back how far the population had come before a restart. Comes first. */
  public void restore(ClockState state) {
    clock = state.getClock();
    closedThrough = state.getClosedThrough();
    for (LateSlot late : state.getLate()) {
      Bucket bucket = bucket(late.getSlot());
      bucket.late = late.getCounted();
      bucket.freshLate = late.getFresh();
      anyFreshLate |= late.getFresh() > 0;
    }
  }

  /**
   * Takes in one observation.
   *
   * @param placementDigest tells the node's placement from another
   * @return whether the placement differs from that of the node's record before
   */
  public boolean observe(String nodeId, Sighting sighting, long placementDigest) {
    Node node = nodes.computeIfAbsent(nodeId, Node::new);
    boolean moved = node.announce(placementDigest);
    long slot = settings.slotOf(sighting.getObservedAt());
    if (slot > closedThrough) {
      await(node, slot, sighting);
    } else if (!node.has(sighting)) {
      takeLate(node, slot, sighting);
    }
    if (node.isForgettable()) {
      nodes.remove(nodeId);
    }
    tellOfChange(node);
    return moved;
  }

  /** What must be written of a node that the log was told of; null if it is to be forgotten. */
  public NodeState write(String nodeId) {
    Node node = nodes.get(nodeId);
    return node == null ? null : node.write();
  }

  /** Once until it is written: most nodes change many times in between. */
  private void tellOfChange(Node node) {
    if (node.becomeUnwritten()) {
      log.changed(node.id);
    }
  }

  /** Late: counted, and held for the next T if it still tells something newer of its node. */
  private void takeLate(Node node, long slot, Sighting sighting) {
    long next = closedThrough + settings.stepMillis();
    if (slot <= next - settings.longestMillis()) {
      return;
    }
    bucket(slot).freshLate++;
    anyFreshLate = true;
    log.save(clockState());
    Sighting current = node.current();
    if (current == null || sighting.getObservedAt() >= current.getObservedAt()) {
      await(node, next, sighting);
    }
  }

  private void await(Node node, long slot, Sighting sighting) {
    if (node.await(slot, sighting)) {
      open.computeIfAbsent(slot, key -> new ArrayList<>()).add(node);
    }
  }

  /**
   * Everything of this population up to {@code time} has been published to this partition.
   *
   * @param incidents the offset of the incident topic that the tick stands behind; -1 if unknown
   * @return what changed at each T that is closed by this, in order; the last one tells how far the
   *     partition is done. Empty if no T is closed by it.
   */
  public List<PartialTally> tick(long time, long incidents) {
    if (time <= clock) {
      return List.of();
    }
    clock = time;
    long target = settings.closableAt(time);
    List<PartialTally> closed = new ArrayList<>();
    for (long next = nextChange(); next <= target; next = nextChange()) {
      closed.addAll(close(next, incidents));
    }
    if (closedThrough < target) {
      closedThrough = target;
      closed.add(
          new PartialTally(partition, partitions, target, false, 0L, incidents, List.of(), 0));
    }
    log.save(clockState());
    return closed;
  }

  /** The next T at which something can change, or Long.MAX_VALUE. */
  private long nextChange() {
    long next = open.isEmpty() ? Long.MAX_VALUE : open.firstKey();
    if (closedThrough == NEVER) {
      return next;
    }
    if (anyFreshLate) {
      return closedThrough + settings.stepMillis();
    }
    for (int window = 0; window < settings.windows(); window++) {
      Long leaving = buckets.higherKey(closedThrough - settings.windowMillis(window));
      if (leaving != null) {
        next = Math.min(next, leaving + settings.windowMillis(window));
      }
    }
    return next;
  }

  private List<PartialTally> close(long at, long incidents) {
    expire(at);
    countLate(at);
    List<Node> arrived = open.remove(at);
    if (arrived != null) {
      for (Node node : arrived) {
        replace(node, node.take(at), at);
      }
    }
    buckets.values().removeIf(Bucket::isEmpty);
    closedThrough = at;
    long observed = arrived == null ? 0 : arrived.size();
    return TallyParts.of(
        new PartialTally(partition, partitions, at, true, observed, incidents, List.of(), 0),
        changes.drain());
  }

  private void expire(long at) {
    int longest = settings.windows() - 1;
    for (int window = 0; window <= longest; window++) {
      Bucket bucket = buckets.get(at - settings.windowMillis(window));
      if (bucket == null) {
        continue;
      }
      for (Node node = bucket.head; node != null; node = node.next()) {
        changes.count(window, node.current(), -1);
      }
      changes.add(window, Tallies.STATUS, Tallies.LATE, -bucket.late, 0, 0);
      if (window == longest) {
        forget(bucket);
      }
    }
  }

  private void forget(Bucket bucket) {
    while (bucket.head != null) {
      Node node = bucket.head;
      node.expire();
      settled(node);
    }
    bucket.late = 0;
  }

  private void countLate(long at) {
    if (!anyFreshLate) {
      return;
    }
    for (Entry<Long, Bucket> entry : buckets.entrySet()) {
      Bucket bucket = entry.getValue();
      if (bucket.freshLate == 0) {
        continue;
      }
      for (int window = 0; window < settings.windows(); window++) {
        if (isInside(entry.getKey(), window, at)) {
          changes.add(window, Tallies.STATUS, Tallies.LATE, bucket.freshLate, 0, 0);
        }
      }
      bucket.late += bucket.freshLate;
      bucket.freshLate = 0;
    }
    anyFreshLate = false;
  }

  /** The node's newest observation takes the place of the older one. */
  private void replace(Node node, Sighting sighting, long at) {
    Sighting old = node.current();
    long slot = settings.slotOf(sighting.getObservedAt());
    boolean older = old != null && sighting.getObservedAt() < old.getObservedAt();
    if (!older && isInside(slot, settings.windows() - 1, at)) {
      long oldSlot = old == null ? NEVER : settings.slotOf(old.getObservedAt());
      boolean same = old != null && saysTheSame(old, sighting);
      if (!same || !isInside(oldSlot, 0, at) || !isInside(slot, 0, at)) {
        for (int window = 0; window < settings.windows(); window++) {
          if (old != null && isInside(oldSlot, window, at)) {
            changes.count(window, old, -1);
          }
          if (isInside(slot, window, at)) {
            changes.count(window, sighting, 1);
          }
        }
      }
      node.settle(sighting, bucket(slot));
    }
    settled(node);
  }

  private void settled(Node node) {
    if (node.isForgettable()) {
      nodes.remove(node.id);
    }
    tellOfChange(node);
  }

  private boolean isInside(long slot, int window, long at) {
    return slot > at - settings.windowMillis(window);
  }

  private static boolean saysTheSame(Sighting one, Sighting other) {
    return one.getLive() == other.getLive()
        && one.getWeight() == other.getWeight()
        && one.getEntities().equals(other.getEntities());
  }

  private Bucket bucket(long slot) {
    return buckets.computeIfAbsent(slot, Bucket::new);
  }

  private ClockState clockState() {
    List<LateSlot> late = new ArrayList<>();
    for (Bucket bucket : buckets.values()) {
      if (bucket.late > 0 || bucket.freshLate > 0) {
        late.add(new LateSlot(bucket.slot, bucket.late, bucket.freshLate));
      }
    }
    return new ClockState(clock, closedThrough, late);
  }

  /** How many nodes are remembered. */
  public int size() {
    return nodes.size();
  }
}
