package dev.faultline.streams.impact;

import java.util.List;
import java.util.Optional;

/**
 * What an incident did to a population. The series is looked at from the last instant before the
 * incident began until it has ended and 95 % of the baseline are live, at most until a day after
 * its end. What happens later is not put down to it. Weights and lengths are exact integers,
 * lengths in milliseconds; fractions of them are rounded once.
 *
 * @param baseline the last instant before it began
 * @param at the last instant looked at
 * @param trough least live weight in scope since it began
 * @param troughAt when that was first reached; null if nothing was lost
 * @param lost baseline − trough, at least 0
 * @param exposedShare baseline in scope / baseline of all; null without a population
 * @param lostShare lost / baseline of all; null without a population
 * @param conversion lost / baseline in scope; null if nothing was exposed
 * @param timeToLose from its begin to the trough; null if nothing was lost
 * @param timeToRecover from the trough until 95 % of the baseline were live again; null if nothing
 *     was lost or it has not come back
 * @param area missing weight times the seconds it was missing, each sample holding until the next
 * @param complete whether later samples change nothing
 */
public record Impact(
    Sample baseline,
    long at,
    long trough,
    Long troughAt,
    long lost,
    Double exposedShare,
    Double lostShare,
    Double conversion,
    Long timeToLose,
    Long timeToRecover,
    double area,
    boolean complete) {

  /** How long after its end an incident may still be blamed. */
  static final long AFTERMATH = 86_400_000L;

  /**
   * Measures.
   *
   * @param begins when the incident began
   * @param ends when it ended; Long.MAX_VALUE if it has not
   * @param series in the order of time
   * @return empty if the population was not seen before it began or since
   * @throws IllegalArgumentException if the series is out of order
   */
  public static Optional<Impact> of(long begins, long ends, List<Sample> series) {
    return ImpactTrajectory.of(begins, ends, series).map(ImpactTrajectory::impact);
  }
}
