package dev.faultline.api.whatif;

import java.math.BigInteger;

/**
 * What a population loses.
 *
 * @param live weight, by the population's own weighting
 * @param halts whether that reaches its rule's threshold
 */
record Loss(BigInteger live, BigInteger lost, boolean halts, long liveNodes, long lostNodes) {

  /** Null if nothing is live. */
  Double share() {
    return live.signum() == 0 ? null : lost.doubleValue() / live.doubleValue();
  }
}
