package dev.faultline.streams.merge;

import dev.faultline.streams.roll.MergeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.RollSettings;
import dev.faultline.streams.roll.TallyChange;
import dev.faultline.streams.roll.TallyState;
import dev.faultline.streams.roll.UnusableStateException;
import dev.faultline.streams.tally.Tallies;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Merges what the partitions report of one population, and finds the instants T to publish: those
 * at which every partition is done. The result does not depend on how many partitions there are, or
 * on the order in which their reports come.
 *
 * <p>A T is published if something happened at it (an observation in its slot, a node leaving a
 * window); else, as long as the population has nodes, if it lies within {@link #DENSE_STEPS} steps
 * of the last observation, or is a whole multiple of that many steps. So a population that is
 * observed all the time has a row for every T, and one that is observed once a day does not repeat
 * the same row 1,440 times.
 */
public final class PopulationMerge {

  /** How long after the last observation every T is published, and how often after that. */
  public static final int DENSE_STEPS = 60;

  private static final long NEVER = Long.MIN_VALUE;

  private final RollSettings settings;
  private final MergeLog log;
  private final Tallies tallies;
  // what partitions report of one T is added up first: two changes that cancel are none
  private final Tallies net;
  private final List<Deque<PartialTally>> waiting = new ArrayList<>();
  private final Reports reports = new Reports();
  private long published = NEVER;
  private long lastObserved = NEVER;

  public PopulationMerge(RollSettings settings, MergeLog log) {
    this.settings = settings;
    this.log = log;
    this.tallies = new Tallies(settings.windows());
    this.net = new Tallies(settings.windows());
  }

  /** Is told of each T to publish, in ascending order. */
  public interface Publisher {
    /** The tallies hold until this returns. */
    void publish(ClosedTallies closed);
  }

  /** Takes back how far the merge had come before a restart. Comes first. */
  public void restore(MergeState state) {
    ensurePartitions(state.getReported().size());
    reports.restore(state);
    published = state.getPublished();
    lastObserved = state.getLastObserved();
  }

  /** Takes back a tally that was saved before a restart. */
  public void restore(int band, int dimension, String entity, TallyState state) {
    tallies.add(
        band, dimension, entity, state.getNodes(), state.getWeightHigh(), state.getWeightLow());
  }

  /** Takes back a partial tally that was waiting before a restart; oldest first per partition. */
  public void restore(PartialTally partial) {
    ensurePartitions(partial.getPartitions());
    waiting.get(partial.getPartition()).add(partial);
  }

  /**
   * Takes in a partition's report, or a part of it, and publishes what can be published now.
   *
   * @throws UnusableStateException if the observation topic's number of partitions has changed
   */
  public void report(PartialTally partial, Publisher publisher) {
    ensurePartitions(partial.getPartitions());
    if (partial.getPartitions() != reports.partitions()) {
      throw new UnusableStateException(
          "the observation topic has "
              + partial.getPartitions()
              + " partitions, but this state was built with "
              + reports.partitions()
              + ": "
              + UnusableStateException.START_AGAIN);
    }
    if (partial.getEventful()) {
      waiting.get(partial.getPartition()).add(partial);
      log.await(partial);
    }
    if (partial.getRemaining() > 0) {
      return;
    }
    reports.note(partial);
    advance(publisher);
    reports.settle();
    log.save(reports.state(published, lastObserved, settings.saved()));
  }

  private void ensurePartitions(int partitions) {
    if (reports.partitions() == 0) {
      reports.expect(partitions);
      for (int i = 0; i < partitions; i++) {
        waiting.add(new ArrayDeque<>());
      }
    }
  }

  private void advance(Publisher publisher) {
    long frontier = reports.frontier();
    while (true) {
      long event = nextEvent();
      long at = Math.min(event, nextFiller());
      if (at > frontier) {
        return;
      }
      boolean observed = at == event && merge(at);
      List<TallyChange> moved = at == event ? apply() : List.of();
      publisher.publish(
          new ClosedTallies(
              at,
              observed,
              reports.incidents(at),
              tallies,
              moved,
              moved.isEmpty() ? ChangedCells.NONE : ChangedCells.of(moved, settings.windows())));
      published = at;
    }
  }

  private long nextEvent() {
    long next = Long.MAX_VALUE;
    for (Deque<PartialTally> queue : waiting) {
      if (!queue.isEmpty()) {
        next = Math.min(next, queue.peek().getAt());
      }
    }
    return next;
  }

  /** The next T to publish although nothing happens at it. */
  private long nextFiller() {
    if (published == NEVER || isEmpty()) {
      return Long.MAX_VALUE;
    }
    long step = settings.stepMillis();
    long next = published + step;
    if (next - lastObserved <= DENSE_STEPS * step) {
      return next;
    }
    long sparse = DENSE_STEPS * step;
    return -Math.floorDiv(-next, sparse) * sparse;
  }

  private boolean isEmpty() {
    int longest = settings.windows() - 1;
    return tallies.status(longest, Tallies.LIVE).nodes() == 0
        && tallies.status(longest, Tallies.DOWN).nodes() == 0;
  }

  private boolean merge(long at) {
    boolean observed = false;
    for (Deque<PartialTally> queue : waiting) {
      while (!queue.isEmpty() && queue.peek().getAt() == at) {
        PartialTally part = queue.remove();
        part.getChanges().forEach(this::addUp);
        observed |= part.getObserved() > 0;
        log.merged(part);
      }
    }
    if (observed) {
      lastObserved = at;
    }
    return observed;
  }

  /** Applies what partitions reported of one T, and returns what changed by it. */
  private List<TallyChange> apply() {
    List<TallyChange> moved = net.drain();
    moved.forEach(this::apply);
    return moved;
  }

  private void addUp(TallyChange change) {
    net.add(
        change.getBand(),
        change.getDimension(),
        change.getEntity(),
        change.getNodes(),
        change.getWeightHigh(),
        change.getWeightLow());
  }

  private void apply(TallyChange change) {
    Tallies.Tally tally =
        tallies.add(
            change.getBand(),
            change.getDimension(),
            change.getEntity(),
            change.getNodes(),
            change.getWeightHigh(),
            change.getWeightLow());
    log.save(
        change.getBand(),
        change.getDimension(),
        change.getEntity(),
        tally == null ? null : tally.state());
  }
}
