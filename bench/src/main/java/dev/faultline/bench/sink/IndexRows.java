package dev.faultline.bench.sink;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Weighting;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Decentralization rows of twelve populations over two windows, T after T, as the engine publishes
 * them: of each series one row a T, and from one T to the next about a third of them have changed.
 * A function of its seed.
 */
final class IndexRows {

  private static final Instant START = Instant.parse("2025-10-20T00:00:00Z");
  private static final long STEP_SECONDS = 60;
  private static final int[] WINDOWS = {300, 86_400};
  private static final List<String> POPULATIONS =
      List.of(
          "solana/consensus",
          "ethereum/consensus",
          "ethereum/execution",
          "bitcoin/consensus",
          "filecoin/storage",
          "akash/compute",
          "arweave/storage",
          "ario/access",
          "sui/consensus",
          "aptos/consensus",
          "avalanche/consensus",
          "cosmos/consensus");
  private static final String[] ENTITIES = {
    "aws", "hetzner", "ovh", "teraswitch", "latitude", "gcp", "azure", "equinix"
  };

  private final Random random = new Random(20251020);
  private final int perPopulation =
      WINDOWS.length * Dimension.values().length * Weighting.values().length;
  private final Measures[] series = new Measures[POPULATIONS.size() * perPopulation];
  private long next;

  /** What changes of a series. */
  private record Measures(int nodes, int entities, long total, double share, int late) {}

  /** Rows of one T. */
  int rowsOfInstant() {
    return series.length;
  }

  /** The next row, all series of a T before the next T. */
  DecentralizationRow next() {
    int index = (int) (next % series.length);
    Instant at = START.plusSeconds(next / series.length * STEP_SECONDS);
    next++;
    if (series[index] == null || random.nextInt(3) == 0) {
      series[index] = measures(index);
    }
    String[] population = POPULATIONS.get(index / perPopulation).split("/");
    int within = index % perPopulation;
    Weighting weighting = Weighting.values()[within % 2];
    Dimension dimension = Dimension.values()[within / 2 % Dimension.values().length];
    int window = WINDOWS[within / 2 / Dimension.values().length];
    return row(series[index])
        .setNetwork(population[0])
        .setLayer(population[1])
        .setAt(at)
        .setWindowS(window)
        .setDimension(dimension)
        .setWeighting(weighting)
        .setBigThree(dimension == Dimension.PROVIDER ? series[index].share() * 1.5 : null)
        .setTopEntity(ENTITIES[index % ENTITIES.length])
        .build();
  }

  private Measures measures(int index) {
    int nodes = 500 + 97 * index + random.nextInt(20);
    long total = nodes * 1_000_000_007L + random.nextInt(1 << 20);
    return new Measures(
        nodes, 5 + index % 300, total, 0.05 + random.nextDouble() / 4, random.nextInt(3));
  }

  private static DecentralizationRow.Builder row(Measures measures) {
    double share = measures.share();
    long known = (long) (measures.total() * 0.93);
    int few = 1 + (int) (share * 20);
    return DecentralizationRow.newBuilder()
        .setNodes(measures.nodes())
        .setEntities(measures.entities())
        .setTotal(measures.total())
        .setKnown(known)
        .setUnknown(measures.total() - known)
        .setCoverage((double) known / measures.total())
        .setNakamotoLiveness(few)
        .setNakamotoLivenessPessimistic(Math.max(1, few - 1))
        .setNakamotoSafety(few * 2)
        .setNakamotoThird(few)
        .setNakamotoHalf(few * 2)
        .setNakamotoTwoThirds(few * 3)
        .setHhi(share * share)
        .setEffectiveEntities(1 / (share * share))
        .setEffectiveEntitiesQ1(1 / share)
        .setEntropy(-Math.log(share))
        .setNormalizedEntropy(1 - share / 3)
        .setGini(0.5 + share)
        .setTheil(share * 2.1)
        .setTop1(share)
        .setTop3(Math.min(1, share * 2.4))
        .setRobustness(0.5 - share / 7)
        .setRobustnessRatio(1 - share / 3.1)
        .setLate(measures.late())
        .setMethodologyVersion("2");
  }
}
