package dev.faultline.streams.resilience;

import dev.faultline.streams.measure.Exact;
import dev.faultline.streams.network.FaultRule;
import java.math.BigInteger;

/** How far a loss stays under the weight whose loss halts a population. */
final class Threshold {

  private Threshold() {}

  /**
   * (θ − part/whole) / θ, not below 0: 1 when nothing is lost, 0 at the threshold and beyond.
   * Exact, rounded once.
   *
   * @param whole positive
   */
  static double distance(FaultRule rule, long part, long whole) {
    BigInteger halting = BigInteger.valueOf(rule.numerator()).multiply(BigInteger.valueOf(whole));
    BigInteger lost = BigInteger.valueOf(rule.denominator()).multiply(BigInteger.valueOf(part));
    return Exact.ratio(halting.subtract(lost).max(BigInteger.ZERO), halting);
  }
}
