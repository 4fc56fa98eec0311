package dev.faultline.streams.resilience;

import dev.faultline.streams.measure.Exact;
import dev.faultline.streams.measure.Ranking;

/** How much of a population does not run on hyperscale clouds. */
final class Hybrid {

  private static final String HYPERSCALE = "hyperscale";

  private Hybrid() {}

  /** Share of the known weight of a ranking of hosting classes, of at least one. */
  static double share(Ranking hosting) {
    long known = hosting.total();
    long hyperscale = 0;
    for (int rank = 0; rank < hosting.size(); rank++) {
      if (hosting.entity(rank).equals(HYPERSCALE)) {
        hyperscale = hosting.weight(rank);
      }
    }
    return Exact.ratio(known - hyperscale, known);
  }
}
