package dev.faultline.bench.engine;

import dev.faultline.bench.Disposable;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether an observation costs the same whatever the number of windows and of nodes; what a node
 * costs in memory; and how long a killed engine takes to come back. All nodes are in one partition,
 * and so in one task.
 */
public final class ScaleBench {

  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;
  private static final int OBSERVATIONS = 10_000_000;
  private static final long ROUND_MILLIS = 30_000;
  private static final int ROUNDS_PER_STEP = 2;
  private static final int HEAP_GIGABYTES = 6;
  private static final int WARM_UPS = 2;
  private static final int ROLL_ROUNDS = 9;
  private static final int ENGINE_ROUNDS = 3;
  private static final List<Integer> ONE_WINDOW = List.of(300);
  private static final List<Integer> SIX_WINDOWS = List.of(300, 900, 3_600, 10_800, 43_200, 86_400);

  private final List<String> ratios = new ArrayList<>();
  private final List<String> runs = new ArrayList<>();
  private final int many;
  private final int observations;

  private ScaleBench(boolean quick) {
    many = quick ? MANY / 10 : MANY;
    observations = quick ? OBSERVATIONS / 10 : OBSERVATIONS;
  }

  /** Runs everything and prints the ratios. */
  public static void run(boolean json, boolean quick) throws Exception {
    ScaleBench bench = new ScaleBench(quick);
    bench.rollAlone();
    bench.throughStreams();
    System.out.println(
        json
            ? "{\"ratios\": {%s}, \"runs\": [%s]}"
                .formatted(String.join(", ", bench.ratios), String.join(", ", bench.runs))
            : bench.ratios.stream()
                .map(ratio -> ratio.replace("\"", ""))
                .collect(Collectors.joining("\n")));
  }

  private void ratio(String name, double value) {
    ratios.add(String.format(Locale.ROOT, "\"%s\": %.3f", name, value));
  }

  private void run(String name, String unit, double value) {
    runs.add(String.format(Locale.ROOT, "{\"run\": \"%s\", \"%s\": %.3f}", name, unit, value));
    System.err.printf(Locale.ROOT, "bench: %s: %,.3f %s%n", name, value, unit);
  }

  /** The median of nine rounds, after two that count for nothing; in each all are measured. */
  private void rollAlone() {
    double[] one = new double[ROLL_ROUNDS];
    double[] six = new double[ROLL_ROUNDS];
    double[] large = new double[ROLL_ROUNDS];
    for (int i = -WARM_UPS; i < ROLL_ROUNDS; i++) {
      int round = Math.max(0, i);
      one[round] = RollCost.nanos(FEW, ONE_WINDOW, observations);
      six[round] = RollCost.nanos(FEW, SIX_WINDOWS, observations);
      large[round] = RollCost.nanos(many, ONE_WINDOW, observations);
    }
    double few = median("roll, one window", one);
    ratio("roll_cost_6_windows_vs_1", median("roll, six windows", six) / few);
    ratio("roll_cost_many_nodes_vs_10k", median("roll, many nodes", large) / few);
  }

  private double median(String name, double[] nanos) {
    double middle = middle(nanos);
    run(name, "ns_per_observation", middle);
    return middle;
  }

  private static double middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The median of three rounds, after one that counts for nothing; in each all are measured. */
  private void throughStreams() throws Exception {
    try (Disposable fewFolder = Disposable.folder();
        Disposable manyFolder = Disposable.folder();
        LoadedBroker fewLoaded = LoadedBroker.start(fewFolder.path(), load(FEW));
        LoadedBroker manyLoaded = LoadedBroker.start(manyFolder.path(), load(many))) {
      Lives few = new Lives("10k nodes in memory", fewLoaded, true);
      Lives memory = new Lives("many nodes in memory", manyLoaded, true);
      Lives rocksDb = new Lives("many nodes in RocksDB", manyLoaded, false);
      for (int i = -1; i < ENGINE_ROUNDS; i++) {
        int round = Math.max(0, i);
        few.live(round);
        memory.live(round);
        rocksDb.live(round);
      }
      ratio("engine_cost_many_nodes_vs_10k", few.rate() / memory.rate());
      ratio("engine_cpu_many_nodes_vs_10k", memory.cpu() / few.cpu());
      ratio("rocksdb_vs_memory_many_nodes", rocksDb.rate() / memory.rate());
      double more = many - FEW;
      run("memory", "heap_bytes_per_node", (memory.heap - few.heap) / more);
      run("RocksDB", "heap_bytes_per_node", (rocksDb.heap - few.heap) / more);
      few.restart();
      memory.restart();
      rocksDb.restart();
    }
  }

  private Load load(int nodes) {
    return new Load(nodes, 1, ROUND_MILLIS, observations / nodes);
  }

  /** New applications, one after the other, each from its first record to its end by kill -9. */
  private final class Lives {
    private final String name;
    private final LoadedBroker loaded;
    private final boolean inMemory;
    private final double[] rates = new double[ENGINE_ROUNDS];
    private final double[] cpus = new double[ENGINE_ROUNDS];
    private StreamsSettings settings;
    private long heap;

    Lives(String name, LoadedBroker loaded, boolean inMemory) {
      this.name = name;
      this.loaded = loaded;
      this.inMemory = inMemory;
    }

    void live(int round) throws Exception {
      settings = loaded.newApplication(1, inMemory);
      try (Published published = new Published(settings, loaded.registry());
          EngineProcess engine = EngineProcess.start(settings, HEAP_GIGABYTES)) {
        engine.awaitRunning();
        measure(round, published, engine);
        heap = engine.heap();
      }
      run(name, "observations_per_s", rates[round]);
      run(name, "cpu_ns_per_observation", cpus[round]);
    }

    /** Once all nodes are known. */
    private void measure(int round, Published published, EngineProcess engine) throws Exception {
      Load load = loaded.load();
      int perStep = ROUNDS_PER_STEP * load.nodes();
      // as much code is compiled by then whatever the number of nodes
      int known = Math.max(1, 4 * many / perStep);
      Oracle oracle = new Oracle(load, Networks.load());
      published.await(known * oracle.rowsPerInstant());
      long begun = System.nanoTime();
      Duration used = engine.cpu();
      published.await(oracle.expectedRows());
      double nanos = System.nanoTime() - begun;
      used = engine.cpu().minus(used);
      oracle.check(published.rows());
      long steps = (load.lastAt() - load.firstAt()) / Load.STEP_MILLIS + 1;
      double observed = (steps - known) * perStep;
      rates[round] = observed / nanos * 1e9;
      cpus[round] = used.toNanos() / observed;
    }

    /** Observations a second. */
    double rate() {
      return middle(rates);
    }

    /** Nanoseconds of processor time that the engine's process needs for an observation. */
    double cpu() {
      return middle(cpus);
    }

    /** The last one again. */
    void restart() throws Exception {
      long begun = System.nanoTime();
      try (EngineProcess again = EngineProcess.start(settings, HEAP_GIGABYTES)) {
        again.awaitRunning();
        run(name + ", back after a kill", "seconds", (System.nanoTime() - begun) / 1e9);
      }
    }
  }
}
