package dev.faultline.streams.node;

import dev.faultline.streams.roll.Sighting;
import dev.faultline.streams.tally.DimensionCode;
import java.util.List;

/**
 * All that an observation says of a node but when, as far as the tallies need it. As long as a
 * node's observations say the same, it is the same object.
 *
 * @param live up or degraded; else down
 * @param weight 0 if none was declared
 * @param entities by {@link DimensionCode}; null is unknown. What an earlier build kept may end
 *     before its last
 */
public record NodeAttributes(boolean live, long weight, List<String> entities) {

  public static NodeAttributes of(Sighting sighting) {
    return new NodeAttributes(sighting.getLive(), sighting.getWeight(), sighting.getEntities());
  }

  Sighting seen(long observedAt) {
    return new Sighting(observedAt, live, weight, entities);
  }
}
