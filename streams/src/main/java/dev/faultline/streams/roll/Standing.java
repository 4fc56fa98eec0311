package dev.faultline.streams.roll;

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
public record Standing(boolean live, long weight, List<String> entities) {

  static Standing of(Sighting sighting) {
    return new Standing(sighting.getLive(), sighting.getWeight(), sighting.getEntities());
  }

  Sighting seen(long observedAt) {
    return new Sighting(observedAt, live, weight, entities);
  }
}
