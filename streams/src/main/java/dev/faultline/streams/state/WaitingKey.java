package dev.faultline.streams.state;

import dev.faultline.schemas.Population;
import dev.faultline.streams.roll.PartialTally;

/** The key of a waiting partial tally: network/layer/partition/at/part, in an order by time. */
public final class WaitingKey {

  private WaitingKey() {}

  public static String of(Population population, PartialTally partial) {
    // shifted so that times before 1970 sort right too
    return population.nodeKey(
        "%05d/%016x/%08x"
            .formatted(
                partial.getPartition(), partial.getAt() ^ Long.MIN_VALUE, partial.getRemaining()));
  }

  public static Population population(String key) {
    return Population.parse(key);
  }
}
