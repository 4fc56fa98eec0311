package dev.faultline.streams.impact;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.resilience.Place;
import dev.faultline.streams.roll.Tallies;
import dev.faultline.streams.roll.TallyChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How a population's tallies by provider and region came to what they are: their changes at each T,
 * from which any earlier state follows. Only an instant at which nodes were observed is a sample:
 * where nobody looks, nothing is seen to be lost.
 */
public final class HostedHistory {

  /** With the longest entities a part still fits a Kafka record. */
  private static final int MOST_CHANGES = 2_000;

  private final TreeMap<Long, Step> steps = new TreeMap<>();

  private record Step(boolean observed, List<TallyChange> changes) {}

  /**
   * Adds the next T.
   *
   * @param moved all that changed at it
   * @return what must be kept of it; empty if nothing happened
   */
  public List<HostedStep> append(long at, boolean observed, List<TallyChange> moved) {
    List<TallyChange> changes = moved.stream().filter(HostedHistory::isHosting).toList();
    List<HostedStep> parts = new ArrayList<>();
    for (int from = 0; from < changes.size(); from += MOST_CHANGES) {
      int to = Math.min(changes.size(), from + MOST_CHANGES);
      parts.add(new HostedStep(at, parts.size(), observed, changes.subList(from, to)));
    }
    if (observed && parts.isEmpty()) {
      parts.add(new HostedStep(at, 0, true, List.of()));
    }
    parts.forEach(this::restore);
    return parts;
  }

  private static boolean isHosting(TallyChange change) {
    int dimension = change.getDimension();
    return dimension == Dimension.PROVIDER.ordinal()
        || dimension == Dimension.REGION.ordinal()
        || dimension == Tallies.STATUS && change.getEntity().equals(Tallies.LIVE);
  }

  /** Takes back what was kept before a restart. */
  public void restore(HostedStep part) {
    steps
        .computeIfAbsent(part.getAt(), at -> new Step(part.getObserved(), new ArrayList<>()))
        .changes()
        .addAll(part.getChanges());
  }

  /** The oldest T that is kept; Long.MAX_VALUE if there is none. */
  public long begins() {
    return steps.isEmpty() ? Long.MAX_VALUE : steps.firstKey();
  }

  /**
   * The samples from the last one before an instant on; empty if none before it is kept.
   *
   * @param now the tallies after the T that was appended last
   */
  List<Sample> series(
      Tallies now, int window, Weighting weighting, List<Place> places, long instant) {
    ScopedWeight weight = new ScopedWeight(now, window, weighting, places);
    List<Sample> backwards = new ArrayList<>();
    for (Map.Entry<Long, Step> entry : steps.descendingMap().entrySet()) {
      Step step = entry.getValue();
      if (step.observed()) {
        backwards.add(weight.sample(entry.getKey()));
        if (entry.getKey() < instant) {
          Collections.reverse(backwards);
          return backwards;
        }
      }
      step.changes().forEach(weight::takeBack);
    }
    return List.of();
  }

  /**
   * Forgets what no question about an instant, or a later one, needs.
   *
   * @return the forgotten, oldest first
   */
  public List<HostedStep> forget(long instant) {
    NavigableMap<Long, Step> before = steps.headMap(instant, false);
    for (Map.Entry<Long, Step> entry : before.descendingMap().entrySet()) {
      if (entry.getValue().observed()) {
        return forgetBefore(entry.getKey());
      }
    }
    return List.of();
  }

  private List<HostedStep> forgetBefore(long at) {
    List<HostedStep> forgotten = new ArrayList<>();
    NavigableMap<Long, Step> old = steps.headMap(at, false);
    old.forEach(
        (instant, step) -> {
          int parts = Math.max(1, (step.changes().size() + MOST_CHANGES - 1) / MOST_CHANGES);
          for (int part = 0; part < parts; part++) {
            forgotten.add(new HostedStep(instant, part, step.observed(), List.of()));
          }
        });
    old.clear();
    return forgotten;
  }
}
