package dev.faultline.bench;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Population;
import dev.faultline.streams.measure.Decentralization;
import dev.faultline.streams.measure.Measures;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All measures of 100,000 entities, beside a plain sort of as many longs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MeasureBenchmark {

  private static final int ENTITIES = 100_000;

  private final PopulationRules rules =
      Networks.load().rules(new Population("solana", "consensus"));
  private String[] entities;
  private long[] nodes;
  private long[] weights;

  /** Weights as stake is spread: few large, many small. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    entities = new String[ENTITIES];
    nodes = new long[ENTITIES];
    weights = new long[ENTITIES];
    for (int i = 0; i < ENTITIES; i++) {
      entities[i] = "entity-" + i;
      nodes[i] = 1;
      weights[i] = (long) (1e9 * Math.exp(3 * random.nextGaussian()));
    }
  }

  /** Ranks and measures. */
  @Benchmark
  public Measures measureAll() {
    Ranking ranking = Ranking.of(entities, nodes, weights, ENTITIES);
    return Decentralization.measure(Dimension.NODE, ranking, 0, rules);
  }

  /** What a sort alone costs on this machine now. */
  @Benchmark
  public long[] sortLongs() {
    long[] copy = weights.clone();
    Arrays.sort(copy);
    return copy;
  }
}
