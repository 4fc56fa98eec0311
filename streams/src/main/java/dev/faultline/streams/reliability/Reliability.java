package dev.faultline.streams.reliability;

import dev.faultline.streams.incident.Downtime;
import dev.faultline.streams.incident.Span;
import dev.faultline.streams.measure.Exact;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;

/**
 * What outages cost within a window. Lengths are exact integers of milliseconds; fractions of them
 * are rounded once.
 *
 * @param incidents outages that fall into the window, wholly or in part
 * @param began those that began in it
 * @param ended those that ended in it
 * @param downtime length of their union within it
 * @param availability 1 − downtime / window
 * @param meanTimeToRepair mean whole length of those that ended in it, in seconds; null if none did
 * @param meanTimeBetweenFailures time without an outage in it, by those that began in it, in
 *     seconds; null if none did
 */
record Reliability(
    int incidents,
    int began,
    int ended,
    long downtime,
    double availability,
    Double meanTimeToRepair,
    Double meanTimeBetweenFailures) {

  /** Measures the outages within a window that is not empty. */
  static Reliability of(Collection<Span> outages, Span window) {
    List<Span> inside = outages.stream().filter(span -> span.fallsInto(window)).toList();
    long downtime = Downtime.of(inside, window).total();
    long uptime = window.length() - downtime;
    int began = 0;
    int ended = 0;
    BigInteger repairs = BigInteger.ZERO;
    for (Span outage : inside) {
      if (window.contains(outage.begins())) {
        began++;
      }
      if (outage.ends() <= window.ends()) {
        ended++;
        repairs = repairs.add(BigInteger.valueOf(outage.length()));
      }
    }
    return new Reliability(
        inside.size(),
        began,
        ended,
        downtime,
        Exact.ratio(uptime, window.length()),
        ended == 0 ? null : Exact.ratio(repairs, BigInteger.valueOf(1_000L * ended)),
        began == 0 ? null : Exact.ratio(uptime, 1_000L * began));
  }
}
