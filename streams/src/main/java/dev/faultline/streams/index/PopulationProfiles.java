package dev.faultline.streams.index;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.measure.Decentralization;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.merge.ClosedTallies;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.resilience.Profile;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.Tallies;
import dev.faultline.streams.tally.Tallies.Tally;
import java.util.HashMap;
import java.util.Map;

/**
 * What is measured of a population's tallies, by window, dimension and weighting. What did not
 * change since the last T is not measured again, nor what is the same in a shorter window.
 */
final class PopulationProfiles {

  private final PopulationRules rules;
  private final Map<Cell, Profile> profiles = new HashMap<>();

  private record Cell(int window, Dimension dimension, Weighting weighting) {}

  PopulationProfiles(PopulationRules rules) {
    this.rules = rules;
  }

  /** The tallies have moved on to the next T. */
  void moveOn(ClosedTallies closed) {
    profiles.keySet().removeIf(cell -> hasMoved(closed, cell.window(), cell.dimension()));
  }

  private boolean hasMoved(ClosedTallies closed, int window, Dimension dimension) {
    return closed.isChanged(window, DimensionCode.of(dimension))
        || closed.isChanged(window, Tallies.STATUS);
  }

  /** Weight, or number of nodes, of a status in a window. */
  long status(ClosedTallies closed, int window, String status, Weighting weighting) {
    return counted(closed.tallies().status(window, status), weighting);
  }

  /**
   * One dimension as it stands.
   *
   * @throws ArithmeticException if the weights add up to more than 2^63−1
   */
  Profile profile(ClosedTallies closed, int window, Dimension dimension, Weighting weighting) {
    if (closed.tallies().isAsInShorter(window, DimensionCode.of(dimension))
        && closed.tallies().isAsInShorter(window, Tallies.STATUS)) {
      return profile(closed, window - 1, dimension, weighting);
    }
    Cell cell = new Cell(window, dimension, weighting);
    Profile profile = profiles.get(cell);
    if (profile == null) {
      profile = measure(closed, cell);
      profiles.put(cell, profile);
    }
    return profile;
  }

  private Profile measure(ClosedTallies closed, Cell cell) {
    Map<String, Tally> tallies =
        closed.tallies().cell(cell.window(), DimensionCode.of(cell.dimension()));
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
    long live = status(closed, cell.window(), Tallies.LIVE, cell.weighting());
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
