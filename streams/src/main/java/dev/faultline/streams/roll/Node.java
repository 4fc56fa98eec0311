package dev.faultline.streams.roll;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A node of a population: what counts now, and what will count when its slot closes. Whoever reads
 * the observations keeps the nodes, and may keep what it needs of them in a subclass; the roll only
 * keeps those that count or wait.
 */
public class Node {

  private static final long NO_SLOT = -1;

  private final String id;
  private int number = -1;
  private long announcedPlacement;
  private Standing standing;
  private long observedAt;
  // what waits for the slot that it waits for first; hardly ever is there another. Seen again, a
  // node is written no reference to: a garbage collector would look at all of it for each
  private long slot = NO_SLOT;
  private long pendingAt;
  private Standing pending;
  private Waiting others;
  private boolean unwritten;
  private boolean onlySightedAgain;

  /** Of one node and slot: the newest observation so far. */
  static final class Waiting {
    private final long slot;
    private long observedAt;
    private Standing standing;
    private Waiting next;

    private Waiting(long slot, long observedAt, Standing standing, Waiting next) {
      this.slot = slot;
      this.observedAt = observedAt;
      this.standing = standing;
      this.next = next;
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
    for (PendingSighting each : state.getPending()) {
      Sighting sighting = each.getSighting();
      Standing said = sighting == null ? standing : Standing.of(sighting);
      await(each.getSlot(), each.getObservedAt(), said);
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
    List<PendingSighting> waiting = new ArrayList<>(1);
    if (slot != NO_SLOT) {
      waiting.add(waiting(slot, pendingAt, pending));
    }
    for (Waiting each = others; each != null; each = each.next) {
      waiting.add(waiting(each.slot, each.observedAt, each.standing));
    }
    return new NodeState(
        announcedPlacement,
        standing == null ? null : standing.seen(observedAt),
        waiting,
        number,
        block);
  }

  private PendingSighting waiting(long at, long seen, Standing said) {
    return new PendingSighting(at, seen, said.equals(standing) ? null : said.seen(seen));
  }

  /** Whether it differs from its written state in nothing but when it was observed. */
  final boolean isOnlySightedAgain() {
    if (!onlySightedAgain || standing == null) {
      return false;
    }
    if (slot != NO_SLOT && !Objects.equals(pending, standing)) {
      return false;
    }
    for (Waiting each = others; each != null; each = each.next) {
      if (!Objects.equals(each.standing, standing)) {
        return false;
      }
    }
    return true;
  }

  /** Tells when it was observed, which is all that must be written of one only sighted again. */
  final void writeSightings(List<SightedNode> block) {
    unwritten = false;
    block.add(new SightedNode(number, observedAt, slot, pendingAt));
    for (Waiting each = others; each != null; each = each.next) {
      block.add(new SightedNode(number, observedAt, each.slot, each.observedAt));
    }
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
    return standing == null && slot == NO_SLOT;
  }

  /** The slots that it waits for. */
  final List<Long> slots() {
    List<Long> slots = new ArrayList<>(1);
    if (slot != NO_SLOT) {
      slots.add(slot);
    }
    for (Waiting each = others; each != null; each = each.next) {
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
  final boolean repeats(long at, Standing said, long next) {
    Standing held = observedAt == at ? standing : null;
    if (slot == next && pendingAt == at) {
      held = pending;
    }
    for (Waiting each = others; each != null; each = each.next) {
      if (each.slot == next && each.observedAt == at) {
        held = each.standing;
      }
    }
    return said.equals(held);
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
  final boolean await(long newSlot, long at, Standing said) {
    if (slot == NO_SLOT || slot == newSlot) {
      boolean isNew = slot == NO_SLOT;
      if (isNew || at >= pendingAt) {
        slot = newSlot;
        pendingAt = at;
        setPending(said);
      }
      return isNew;
    }
    for (Waiting each = others; each != null; each = each.next) {
      if (each.slot == newSlot) {
        if (at >= each.observedAt) {
          each.observedAt = at;
          each.standing = said;
        }
        return false;
      }
    }
    others = new Waiting(newSlot, at, said, others);
    return true;
  }

  private void setPending(Standing said) {
    if (pending != said) {
      pending = said;
    }
  }

  /** Takes out what waited for a slot. */
  final Waiting take(long closed) {
    Waiting taken =
        slot == closed ? new Waiting(slot, pendingAt, pending, null) : takeOther(closed);
    if (slot == closed) {
      slot = NO_SLOT;
      if (others != null) {
        Waiting first = others;
        others = first.next;
        await(first.slot, first.observedAt, first.standing);
      }
    }
    return taken;
  }

  private Waiting takeOther(long closed) {
    Waiting before = null;
    for (Waiting each = others; each != null; each = each.next) {
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
  final void settle(long at, Standing said) {
    if (said != standing) {
      onlySightedAgain &= said.equals(standing);
      standing = said;
    }
    observedAt = at;
  }

  /** Nothing counts of this node any more. */
  final void expire() {
    standing = null;
    onlySightedAgain = false;
  }
}
