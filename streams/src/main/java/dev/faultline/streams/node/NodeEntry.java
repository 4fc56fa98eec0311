package dev.faultline.streams.node;

import dev.faultline.schemas.Population;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.roll.NodeState;
import dev.faultline.streams.roll.SightedNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A node of a population: the key of its records and what the last of them said, what counts of it
 * now, and what will count when its slot closes.
 */
public final class NodeEntry {

  private static final long NO_SLOT = -1;

  private final String id;
  private final int population;
  private final int hash;
  private final byte[] key;
  private LastObservation last = LastObservation.none();
  private int number = -1;
  private long announcedPlacement;
  private NodeAttributes attributes;
  private long observedAt;
  // what waits for the slot that it waits for first; hardly ever is there another. Seen again, a
  // node is written no reference to: a garbage collector would look at all of it for each
  private long slot = NO_SLOT;
  private long pendingAt;
  private NodeAttributes pending;
  private PendingObservation others;
  private boolean dirty;
  private boolean onlySightedAgain;

  /**
   * A node of which nothing is known yet.
   *
   * @param number tells its population from the task's others
   */
  public NodeEntry(Population population, int number, String nodeId) {
    this.id = nodeId;
    this.population = number;
    this.key = population.nodeKey(nodeId).getBytes(StandardCharsets.UTF_8);
    this.hash = NodeTable.hash(key, 0, key.length);
  }

  /** The node's id in its population. */
  public String id() {
    return id;
  }

  /** Tells its population from the task's others. */
  public int population() {
    return population;
  }

  /** The key of its records. */
  byte[] key() {
    return key;
  }

  int hash() {
    return hash;
  }

  /** Whether a record with this key is about it. */
  boolean isOf(byte[] bytes, int begin, int end) {
    return Arrays.equals(bytes, begin, end, key, 0, key.length);
  }

  LastObservation last() {
    return last;
  }

  /** Whether a record says of it what the last one said. */
  boolean isRepeatedBy(ObservationFingerprint record) {
    return last.isRepeatedBy(record);
  }

  /**
   * Whether a record says of it what the last one said, at a time that counts, and would be placed
   * as that was: then {@link #lastAttributes} and {@link #lastPlacementDigest} are the record's.
   *
   * @param tables those that it would be placed with
   */
  public boolean isRepeatedBy(ObservationFingerprint record, Enricher tables) {
    return last.isRepeatedBy(record, tables);
  }

  /** What the last observation said that is remembered. */
  public NodeAttributes lastAttributes() {
    return last.attributes();
  }

  /** Tells the placement of that observation from another. */
  public long lastPlacementDigest() {
    return last.placementDigest();
  }

  /**
   * Remembers a decoded observation.
   *
   * @param value as the record has it
   * @param observedAt milliseconds since the epoch
   * @param tables those that it was placed with
   */
  public void remember(
      byte[] value,
      long observedAt,
      NodeAttributes attributes,
      long placementDigest,
      Enricher tables) {
    last = LastObservation.of(this, value, observedAt, attributes, placementDigest, tables);
  }

  /** What the journal of sightings knows it by; -1 if it does not. */
  int number() {
    return number;
  }

  void number(int given) {
    number = given;
  }

  /** Takes back its state as of the last commit before a restart. */
  public void restore(NodeState state) {
    NodeStates.restore(this, state);
    onlySightedAgain = true;
  }

  void restoreCurrent(long placementDigest, NodeAttributes current, long at) {
    announcedPlacement = placementDigest;
    attributes = current;
    observedAt = at;
  }

  /** Returns whether it was as written until then. */
  boolean markDirty() {
    boolean first = !dirty;
    dirty = true;
    return first;
  }

  /** Its state is being written in full. */
  void markWritten() {
    dirty = false;
    onlySightedAgain = true;
  }

  /** Tells when it was observed, which is all that must be written of one only sighted again. */
  void addSightings(List<SightedNode> block) {
    dirty = false;
    block.add(new SightedNode(number, observedAt, slot, pendingAt));
    for (PendingObservation each = others; each != null; each = each.next) {
      block.add(new SightedNode(number, observedAt, each.slot, each.observedAt));
    }
  }

  /** Takes each observation that waits for a slot. */
  interface PendingVisitor {
    void visit(long slot, long observedAt, NodeAttributes attributes);
  }

  /** Visits what waits; the first slot that it waited for comes first. */
  void forEachPending(PendingVisitor visitor) {
    if (slot != NO_SLOT) {
      visitor.visit(slot, pendingAt, pending);
    }
    for (PendingObservation each = others; each != null; each = each.next) {
      visitor.visit(each.slot, each.observedAt, each.attributes);
    }
  }

  long announcedPlacement() {
    return announcedPlacement;
  }

  /** Whether it differs from its written state in nothing but when it was observed. */
  boolean isOnlySightedAgain() {
    if (!onlySightedAgain || attributes == null) {
      return false;
    }
    if (slot != NO_SLOT && !Objects.equals(pending, attributes)) {
      return false;
    }
    for (PendingObservation each = others; each != null; each = each.next) {
      if (!Objects.equals(each.attributes, attributes)) {
        return false;
      }
    }
    return true;
  }

  /** What counts of it now; null if nothing does. */
  public NodeAttributes attributes() {
    return attributes;
  }

  /** When that was observed. */
  public long observedAt() {
    return observedAt;
  }

  public boolean isForgettable() {
    return attributes == null && slot == NO_SLOT;
  }

  /** The slots that it waits for. */
  public List<Long> slots() {
    List<Long> slots = new ArrayList<>(1);
    if (slot != NO_SLOT) {
      slots.add(slot);
    }
    for (PendingObservation each = others; each != null; each = each.next) {
      slots.add(each.slot);
    }
    return slots;
  }

  /**
   * Whether a late observation repeats what is held of its time: what waits for the next slot, if
   * that was observed then, else what counts.
   *
   * @param next the slot in which late observations take effect
   */
  public boolean repeats(long at, NodeAttributes said, long next) {
    NodeAttributes held = observedAt == at ? attributes : null;
    if (slot == next && pendingAt == at) {
      held = pending;
    }
    for (PendingObservation each = others; each != null; each = each.next) {
      if (each.slot == next && each.observedAt == at) {
        held = each.attributes;
      }
    }
    return said.equals(held);
  }

  /**
   * Takes note of the placement of the newest record of this node.
   *
   * @return whether it differs from the one announced before
   */
  public boolean announce(long placementDigest) {
    boolean changed = announcedPlacement != placementDigest;
    if (changed) {
      announcedPlacement = placementDigest;
      onlySightedAgain = false;
    }
    return changed;
  }

  /**
   * Keeps an observation for a slot; of two for the same slot the newer one stays, of two equally
   * old ones the one that came later.
   *
   * @return whether the slot is new to this node
   */
  public boolean await(long newSlot, long at, NodeAttributes said) {
    if (slot == NO_SLOT || slot == newSlot) {
      boolean isNew = slot == NO_SLOT;
      if (isNew || at >= pendingAt) {
        slot = newSlot;
        pendingAt = at;
        setPending(said);
      }
      return isNew;
    }
    for (PendingObservation each = others; each != null; each = each.next) {
      if (each.slot == newSlot) {
        if (at >= each.observedAt) {
          each.observedAt = at;
          each.attributes = said;
        }
        return false;
      }
    }
    others = new PendingObservation(newSlot, at, said, others);
    return true;
  }

  private void setPending(NodeAttributes said) {
    if (pending != said) {
      pending = said;
    }
  }

  /** Takes out what waited for a slot. */
  public PendingObservation take(long closed) {
    PendingObservation taken =
        slot == closed ? new PendingObservation(slot, pendingAt, pending, null) : takeOther(closed);
    if (slot == closed) {
      slot = NO_SLOT;
      if (others != null) {
        PendingObservation first = others;
        others = first.next;
        await(first.slot, first.observedAt, first.attributes);
      }
    }
    return taken;
  }

  private PendingObservation takeOther(long closed) {
    PendingObservation before = null;
    for (PendingObservation each = others; each != null; each = each.next) {
      if (each.slot == closed) {
        if (before == null) {
          others = each.next;
        } else {
          before.next = each.next;
        }
        return each;
      }
      before = each;
    }
    throw new IllegalStateException("node " + id + " awaits nothing in slot " + closed);
  }

  /** What counts of it from now on. */
  public void settle(long at, NodeAttributes said) {
    if (said != attributes) {
      onlySightedAgain &= said.equals(attributes);
      attributes = said;
    }
    observedAt = at;
  }

  /** Nothing counts of this node any more. */
  public void expire() {
    attributes = null;
    onlySightedAgain = false;
  }
}
