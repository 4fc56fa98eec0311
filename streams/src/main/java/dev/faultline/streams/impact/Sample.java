package dev.faultline.streams.impact;

/**
 * A population at one instant.
 *
 * @param at milliseconds since 1970
 * @param inScope live weight of nodes that are known to be in the incident's scope
 * @param total live weight of all nodes
 */
public record Sample(long at, long inScope, long total) {

  public Sample {
    if (inScope < 0 || total < inScope) {
      throw new IllegalArgumentException("not 0 <= in scope <= total: " + inScope + ", " + total);
    }
  }
}
