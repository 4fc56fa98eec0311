package dev.faultline.streams.ripple;

import dev.faultline.streams.incident.Downtime;
import dev.faultline.streams.incident.Span;
import dev.faultline.streams.measure.Exact;
import java.math.BigInteger;
import java.util.Collection;

/**
 * How much more often a dependant's incidents begin within a provider's outages than if they came
 * at any time alike.
 *
 * @param incidents of the dependant that began within the window
 * @param overlaps those that began within an outage
 * @param downtime length of the union of the outages within the window, in milliseconds
 * @param lift overlaps / (incidents · downtime / window), rounded once; null without overlaps
 */
record Lift(int incidents, int overlaps, long downtime, Double lift) {

  /**
   * Compares what is seen with chance.
   *
   * @param begins when the dependant's incidents began, in any order
   * @param outages the provider's
   */
  static Lift of(Collection<Long> begins, Collection<Span> outages, Span window) {
    Downtime downtime = Downtime.of(outages, window);
    int incidents = 0;
    int overlaps = 0;
    for (long begin : begins) {
      if (window.contains(begin)) {
        incidents++;
        if (downtime.contains(begin)) {
          overlaps++;
        }
      }
    }
    Double lift =
        overlaps == 0
            ? null
            : Exact.ratio(
                BigInteger.valueOf(overlaps).multiply(BigInteger.valueOf(window.length())),
                BigInteger.valueOf(incidents).multiply(BigInteger.valueOf(downtime.total())));
    return new Lift(incidents, overlaps, downtime.total(), lift);
  }
}
