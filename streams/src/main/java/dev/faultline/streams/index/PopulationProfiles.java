package dev.faultline.streams.index;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.measure.Decentralization;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.resilience.Profile;
import dev.faultline.streams.roll.DimensionCode;
import dev.faultline.streams.roll.PopulationMerge;
import dev.faultline.streams.roll.Tallies;
import dev.faultline.streams.roll.Tallies.Tally;
import java.util.HashMap;
import java.util.Map;

/**
 * What is measured of a population's tallies, by window, dimension and weighting. What did not
 * change since the last T is not measured again, nor what is the same in a shorter window.
 */
final class PopulationProfiles {

  private final PopulationRules rules;
  private final PopulationMerge merge;
  private final Map<Cell, Profile> profiles = new HashMap<>();

  private record Cell(int window, Dimension dimension, Weighting weighting) {}

  PopulationProfiles(PopulationRules rules, PopulationMerge merge) {
    this.rules = rules;
    this.merge = merge;
  }

  /** The tallies have moved on to the next T. */
  void moveOn() {
    profiles.keySet().removeIf(cell -> hasMoved(cell.window(), cell.dimension()));
  }

  private boolean hasMoved(int window, Dimension dimension) {
    return merge.isChanged(window, DimensionCode.of(dimension))
        || merge.isChanged(window, Tallies.STATUS);
  }

  /** Weight, or number of nodes, of a status in a window. */
  long status(int window, String status, Weighting weighting) {
    return counted(merge.tallies().status(window, status), weighting);
  }

  /**
   * One dimension as it stands.
   *
   * @throws ArithmeticException if the weights add up to more than 2^63−1
   */
  Profile profile(int window, Dimension dimension, Weighting weighting) {
    if (merge.tallies().isAsInShorter(window, DimensionCode.of(dimension))
        && merge.tallies().isAsInShorter(window, Tallies.STATUS)) {
      return profile(window - 1, dimension, weighting);
    }
    Cell cell = new Cell(window, dimension, weighting);
    Profile profile = profiles.get(cell);
    if (profile == null) {
      profile = measure(cell);
      profiles.put(cell, profile);
    }
    return profile;
  }

  private Profile measure(Cell cell) {
    Map<String, Tally> tallies =
        merge.tallies().cell(cell.window(), DimensionCode.of(cell.dimension()));
    int size = tallies.size();
    String[] entities = new String[size];
    long[] nodes = new long[size];
    long[] weights = new long[size];
    int i = 0;
    for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
      entities[i] = entry.getKey();
      nodes[i] = entry.getValue().nodes();
      weights[i] = counted(entry.getValue(), cell.weighting());
      i++;
    }
    Ranking ranking = Ranking.of(entities, nodes, weights, size);
    long live = status(cell.window(), Tallies.LIVE, cell.weighting());
    return new Profile(
        ranking,
        Decentralization.measure(cell.dimension(), ranking, live - ranking.total(), rules),
        rules.liveness());
  }

  static long counted(Tally tally, Weighting weighting) {
    return switch (weighting) {
      case NODES -> tally.nodes();
      case WEIGHT -> tally.weight();
    };
  }
}
