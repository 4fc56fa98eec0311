package dev.faultline.streams.roll;

import java.util.ArrayList;
import java.util.List;

/** A node of a population: what counts now, and what will count when its slot closes. */
final class Node {
  final String id;
  private long announcedPlacement;
  private Sighting current;
  private boolean unwritten;
  private final List<PendingSighting> pending = new ArrayList<>(1);
  private Bucket bucket;
  private Node previous;
  private Node next;

  Node(String id) {
    this.id = id;
  }

  static Node restored(String id, NodeState state) {
    Node node = new Node(id);
    node.announcedPlacement = state.getAnnouncedPlacement();
    node.current = state.getCurrent();
    node.pending.addAll(state.getPending());
    return node;
  }

  /** Returns whether it was as written until now. */
  boolean becomeUnwritten() {
    boolean first = !unwritten;
    unwritten = true;
    return first;
  }

  NodeState write() {
    unwritten = false;
    return new NodeState(announcedPlacement, current, List.copyOf(pending));
  }

  Sighting current() {
    return current;
  }

  List<PendingSighting> pending() {
    return pending;
  }

  boolean isForgettable() {
    return current == null && pending.isEmpty();
  }

  /** Whether exactly this sighting is already here. */
  boolean has(Sighting sighting) {
    if (sighting.equals(current)) {
      return true;
    }
    for (PendingSighting waiting : pending) {
      if (sighting.equals(waiting.getSighting())) {
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
  boolean announce(long placementDigest) {
    boolean changed = announcedPlacement != placementDigest;
    announcedPlacement = placementDigest;
    return changed;
  }

  /**
   * Keeps a sighting for a slot; of two for the same slot the newer one stays, of two equally old
   * ones the one that came later.
   *
   * @return whether the slot is new to this node
   */
  boolean await(long slot, Sighting sighting) {
    for (int i = 0; i < pending.size(); i++) {
      if (pending.get(i).getSlot() == slot) {
        if (sighting.getObservedAt() >= pending.get(i).getSighting().getObservedAt()) {
          pending.set(i, new PendingSighting(slot, sighting));
        }
        return false;
      }
    }
    pending.add(new PendingSighting(slot, sighting));
    return true;
  }

  /** Takes out what waited for a slot. */
  Sighting take(long slot) {
    for (int i = 0; i < pending.size(); i++) {
      if (pending.get(i).getSlot() == slot) {
        return pending.remove(i).getSighting();
      }
    }
    throw new IllegalStateException("node " + id + " awaits nothing in slot " + slot);
  }

  void settle(Sighting sighting, Bucket target) {
    leave();
    current = sighting;
    bucket = target;
    next = target.head;
    if (next != null) {
      next.previous = this;
    }
    target.head = this;
  }

  /** Nothing counts of this node any more. */
  void expire() {
    leave();
    current = null;
  }

  Bucket bucket() {
    return bucket;
  }

  Node next() {
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

  /** The nodes whose current sighting lies in one slot, and the slot's late observations. */
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
