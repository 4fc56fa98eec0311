package dev.faultline.streams.roll;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** The slots in which some node's current observation or a late observation lies. */
final class Buckets {

  private final RollSettings settings;
  private final TreeMap<Long, Bucket> bySlot = new TreeMap<>();
  private boolean anyFreshLate;
  // those that the last node came to and came from while a T is closed
  private Bucket joined;
  private Bucket left;

  Buckets(RollSettings settings) {
    this.settings = settings;
  }

  /** The one of a slot; null if nothing lies in it. */
  Bucket get(long slot) {
    return bySlot.get(slot);
  }

  /** The one that a node comes to, which is most often the one that the node before came to. */
  Bucket joined(long observedAt) {
    joined = ofTime(observedAt, joined);
    return joined;
  }

  /** The one that a node comes from. */
  Bucket left(long observedAt) {
    left = ofTime(observedAt, left);
    return left;
  }

  private Bucket ofTime(long observedAt, Bucket likely) {
    return likely != null && likely.holds(observedAt)
        ? likely
        : bucket(settings.slotOf(observedAt));
  }

  private Bucket bucket(long slot) {
    return bySlot.computeIfAbsent(slot, key -> new Bucket(key, settings.stepMillis()));
  }

  /** A T is closed: lists that are mostly out of date are cut, slots with nothing in them go. */
  void tidy() {
    joined = null;
    left = null;
    bySlot.values().forEach(Bucket::tidy);
    bySlot.values().removeIf(Bucket::isEmpty);
  }

  /** The next T at which a slot leaves a window, or Long.MAX_VALUE. */
  long nextLeaving(long closedThrough) {
    long next = Long.MAX_VALUE;
    for (int window = 0; window < settings.windows(); window++) {
      Long leaving = bySlot.higherKey(closedThrough - settings.windowMillis(window));
      if (leaving != null) {
        next = Math.min(next, leaving + settings.windowMillis(window));
      }
    }
    return next;
  }

  /** A late observation, which counts from the next T on. */
  void addLate(long slot) {
    bucket(slot).freshLate++;
    anyFreshLate = true;
  }

  boolean hasFreshLate() {
    return anyFreshLate;
  }

  /** Those that may have late observations that do not count yet; they will be asked for them. */
  Collection<Bucket> takeFreshLate() {
    if (!anyFreshLate) {
      return List.of();
    }
    anyFreshLate = false;
    return bySlot.values();
  }

  List<LateSlot> late() {
    List<LateSlot> late = new ArrayList<>();
    for (Bucket bucket : bySlot.values()) {
      if (bucket.late > 0 || bucket.freshLate > 0) {
        late.add(new LateSlot(bucket.slot, bucket.late, bucket.freshLate));
      }
    }
    return late;
  }

  void restoreLate(List<LateSlot> slots) {
    for (LateSlot each : slots) {
      Bucket bucket = bucket(each.getSlot());
      bucket.late = each.getCounted();
      bucket.freshLate = each.getFresh();
      anyFreshLate |= each.getFresh() > 0;
    }
  }
}
