package dev.faultline.streams.impact;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.resilience.Place;
import dev.faultline.streams.roll.TallyChange;
import dev.faultline.streams.tally.ByteParts;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.Tallies;
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

  private final TreeMap<Long, Step> steps = new TreeMap<>();

  /** What happened at one T, and in how many parts it is kept. */
  private static final class Step {
    private final boolean observed;
    private final List<TallyChange> changes = new ArrayList<>();
    private int parts;

    Step(boolean observed) {
      this.observed = observed;
    }
  }

  /**
   * Adds the next T.
   *
   * @param moved all that changed at it
   * @return what must be kept of it; empty if nothing happened
   */
  public List<HostedStep> append(long at, boolean observed, List<TallyChange> moved) {
    List<TallyChange> changes = moved.stream().filter(HostedHistory::isHosting).toList();
    if (changes.isEmpty() && !observed) {
      return List.of();
    }
    List<HostedStep> parts = new ArrayList<>();
    for (List<TallyChange> part : ByteParts.of(changes)) {
      parts.add(new HostedStep(at, parts.size(), observed, part));
    }
    parts.forEach(this::restore);
    return parts;
  }

  private static boolean isHosting(TallyChange change) {
    int dimension = change.getDimension();
    return dimension == DimensionCode.of(Dimension.PROVIDER)
        || dimension == DimensionCode.of(Dimension.REGION)
        || dimension == Tallies.STATUS && change.getEntity().equals(Tallies.LIVE);
  }

  /** Takes back what was kept before a restart. */
  public void restore(HostedStep part) {
    Step step = steps.computeIfAbsent(part.getAt(), at -> new Step(part.getObserved()));
    step.changes.addAll(part.getChanges());
    step.parts++;
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
      if (step.observed) {
        backwards.add(weight.sample(entry.getKey()));
        if (entry.getKey() < instant) {
          Collections.reverse(backwards);
          return backwards;
        }
      }
      step.changes.forEach(weight::takeBack);
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
      if (entry.getValue().observed) {
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
          for (int part = 0; part < step.parts; part++) {
            forgotten.add(new HostedStep(instant, part, step.observed, List.of()));
          }
        });
    old.clear();
    return forgotten;
  }
}
