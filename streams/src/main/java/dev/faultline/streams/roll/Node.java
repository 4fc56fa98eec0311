package dev.faultline.streams.roll;

import java.util.ArrayList;
import java.util.List;

/**
 * A node of a population: what counts now, and what will count when its slot closes. Whoever reads
 * the observations keeps the nodes, and may keep what it needs of them in a subclass; the roll only
 * keeps those that count or wait.
 */
public class Node {

  private final String id;
  private int number = -1;
  private long announcedPlacement;
  private Standing standing;
  private long observedAt;
  private Waiting waiting;
  // the last one taken out, to be used again: most nodes always have one waiting
  private Waiting spare;
  private boolean unwritten;
  private boolean onlySightedAgain;
  private Bucket bucket;
  private Node previous;
  private Node next;

  /** Of one node and slot: the newest observation so far. */
  static final class Waiting {
    private long slot;
    private long observedAt;
    private Standing standing;
    private Waiting next;

    private Waiting set(long newSlot, long at, Standing said, Waiting behind) {
      slot = newSlot;
      observedAt = at;
      standing = said;
      next = behind;
      return this;
    }

    long observedAt() {
      return observedAt;
    }

    Standing standing() {
      return standing;
    }
  }

  /** A node of which nothing is known yet. */
  protected Node(String id) {
    this.id = id;
  }

  /** The node's id in its population. */
  public final String id() {
    return id;
  }

  /** What the journal of sightings knows it by; -1 if it does not. */
  final int number() {
    return number;
  }

  final void number(int given) {
    number = given;
  }

  final void restore(NodeState state) {
    announcedPlacement = state.getAnnouncedPlacement();
    if (state.getCurrent() != null) {
      standing = Standing.of(state.getCurrent());
      observedAt = state.getCurrent().getObservedAt();
    }
    for (PendingSighting pending : state.getPending()) {
      Sighting sighting = pending.getSighting();
      Standing said = sighting == null ? standing : Standing.of(sighting);
      waiting = new Waiting().set(pending.getSlot(), pending.getObservedAt(), said, waiting);
    }
    onlySightedAgain = true;
  }

  /** Returns whether it was as written until now. */
  final boolean becomeUnwritten() {
    boolean first = !unwritten;
    unwritten = true;
    return first;
  }

  /**
   * What must be written of it; null if it is to be forgotten.
   *
   * @param block the journal's next block
   */
  final NodeState write(long block) {
    unwritten = false;
    if (isForgettable()) {
      return null;
    }
    onlySightedAgain = true;
    List<PendingSighting> pending = new ArrayList<>(1);
    for (Waiting each = waiting; each != null; each = each.next) {
      Sighting other = each.standing.equals(standing) ? null : each.standing.seen(each.observedAt);
      pending.add(new PendingSighting(each.slot, each.observedAt, other));
    }
    return new NodeState(
        announcedPlacement,
        standing == null ? null : standing.seen(observedAt),
        pending,
        number,
        block);
  }

  /** Whether it differs from its written state in nothing but when it was observed. */
  final boolean isOnlySightedAgain() {
    if (!onlySightedAgain || standing == null) {
      return false;
    }
    for (Waiting each = waiting; each != null; each = each.next) {
      if (each.standing != standing && !each.standing.equals(standing)) {
        return false;
      }
    }
    return true;
  }

  /** Tells when it was observed, which is all that must be written of one only sighted again. */
  final void writeSightings(List<SightedNode> block) {
    unwritten = false;
    if (waiting == null) {
      block.add(new SightedNode(number, observedAt, 0L, 0L));
    }
    for (Waiting each = waiting; each != null; each = each.next) {
      block.add(new SightedNode(number, observedAt, each.slot, each.observedAt));
    }
  }

  /** Looks at what waits, so that it is in the processor's caches when that is needed. */
  protected final int fetchPending() {
    return waiting == null ? number : (int) waiting.slot;
  }

  /** What counts of it now; null if nothing does. */
  final Standing standing() {
    return standing;
  }

  /** When that was observed. */
  final long observedAt() {
    return observedAt;
  }

  final boolean isForgettable() {
    return standing == null && waiting == null;
  }

  /** The slots that it waits for. */
  final List<Long> slots() {
    List<Long> slots = new ArrayList<>(1);
    for (Waiting each = waiting; each != null; each = each.next) {
      slots.add(each.slot);
    }
    return slots;
  }

  /** Whether exactly this is already here. */
  final boolean has(long at, Standing said) {
    if (standing != null && observedAt == at && standing.equals(said)) {
      return true;
    }
    for (Waiting each = waiting; each != null; each = each.next) {
      if (each.observedAt == at && each.standing.equals(said)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes note of the placement of the newest record of this node.
   *
   * @return whether it differs from the one announced before
   */
  final boolean announce(long placementDigest) {
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
  final boolean await(long slot, long at, Standing said) {
    for (Waiting each = waiting; each != null; each = each.next) {
      if (each.slot == slot) {
        if (at >= each.observedAt) {
          each.observedAt = at;
          each.standing = said;
        }
        return false;
      }
    }
    waiting = (spare == null ? new Waiting() : spare).set(slot, at, said, waiting);
    spare = null;
    return true;
  }

  /** Takes out what waited for a slot; holds until the node awaits something again. */
  final Waiting take(long slot) {
    Waiting before = null;
    for (Waiting each = waiting; each != null; each = each.next) {
      if (each.slot == slot) {
        if (before == null) {
          waiting = each.next;
        } else {
          before.next = each.next;
        }
        spare = each;
        return each;
      }
      before = each;
    }
    throw new IllegalStateException("node " + id + " awaits nothing in slot " + slot);
  }

  /** What counts of it from now on. */
  final void settle(long at, Standing said, Bucket target) {
    leave();
    if (said != standing && !said.equals(standing)) {
      onlySightedAgain = false;
    }
    standing = said;
    observedAt = at;
    bucket = target;
    next = target.head;
    if (next != null) {
      next.previous = this;
    }
    target.head = this;
  }

  /** Nothing counts of this node any more. */
  final void expire() {
    leave();
    standing = null;
    onlySightedAgain = false;
  }

  final Node next() {
    return next;
  }

  private void leave() {
    if (bucket == null) {
      return;
    }
    if (previous == null) {
      bucket.head = next;
    } else {
      previous.next = next;
    }
    if (next != null) {
      next.previous = previous;
    }
    bucket = null;
    previous = null;
    next = null;
  }

  /** The nodes whose current observation lies in one slot, and the slot's late observations. */
  static final class Bucket {
    final long slot;
    Node head;
    long late;
    long freshLate;

    Bucket(long slot) {
      this.slot = slot;
    }

    boolean isEmpty() {
      return head == null && late == 0 && freshLate == 0;
    }
  }
}
