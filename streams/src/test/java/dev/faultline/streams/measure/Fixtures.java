package dev.faultline.streams.measure;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Population;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import java.util.Arrays;

/** Rankings and rules in the few words that a test needs. */
final class Fixtures {

  /** Liveness ≥ 1/3, safety ≥ 2/3. */
  static final PopulationRules SOLANA =
      Networks.load().rules(new Population("solana", "consensus"));

  private Fixtures() {}

  /** Entities e00000, e00001 … of these weights, one node each. */
  static Ranking ranking(long... weights) {
    String[] entities = new String[weights.length];
    for (int i = 0; i < weights.length; i++) {
      entities[i] = String.format("e%05d", i);
    }
    return ranking(entities, weights);
  }

  static Ranking ranking(String[] entities, long... weights) {
    long[] nodes = new long[weights.length];
    Arrays.fill(nodes, 1);
    return Ranking.of(entities, nodes, weights, weights.length);
  }

  static Measures measure(long... weights) {
    return measure(ranking(weights));
  }

  static Measures measure(Ranking ranking) {
    return Decentralization.measure(Dimension.NODE, ranking, 0, SOLANA);
  }
}
