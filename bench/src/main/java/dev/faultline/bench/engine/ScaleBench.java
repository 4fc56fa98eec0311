package dev.faultline.bench.engine;

import dev.faultline.bench.Disposable;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsSettings;
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
    bench.wholeEngine();
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
    Arrays.sort(nanos);
    run(name, "ns_per_observation", nanos[nanos.length / 2]);
    return nanos[nanos.length / 2];
  }

  private void wholeEngine() throws Exception {
    Life few;
    try (Disposable folder = Disposable.folder();
        LoadedBroker loaded = LoadedBroker.start(folder.path(), load(FEW))) {
      // the first two are a warm-up of the broker, which lives on here
      live("few nodes, warm-up", loaded, true);
      few = live("10k nodes in memory", loaded, true);
    }
    try (Disposable folder = Disposable.folder();
        LoadedBroker loaded = LoadedBroker.start(folder.path(), load(many))) {
      Life memory = live("many nodes in memory", loaded, true);
      Life rocksDb = live("many nodes in RocksDB", loaded, false);
      ratio("engine_cost_many_nodes_vs_10k", few.rate() / memory.rate());
      ratio("rocksdb_vs_memory_many_nodes", rocksDb.rate() / memory.rate());
      double more = many - FEW;
      run("memory", "heap_bytes_per_node", (memory.heap() - few.heap()) / more);
      run("RocksDB", "heap_bytes_per_node", (rocksDb.heap() - few.heap()) / more);
    }
  }

  private Load load(int nodes) {
    return new Load(nodes, 1, ROUND_MILLIS, observations / nodes);
  }

  /** What was seen of an engine from its first record to its end and back. */
  private record Life(double rate, long heap) {}

  private Life live(String name, LoadedBroker loaded, boolean inMemory) throws Exception {
    StreamsSettings settings = loaded.newApplication(1, inMemory);
    Oracle oracle = new Oracle(loaded.load(), Networks.load());
    Published published;
    double rate;
    long heap;
    try (EngineProcess engine = EngineProcess.start(settings, HEAP_GIGABYTES)) {
      published = new Published(settings, loaded.registry());
      engine.awaitRunning();
      // until all nodes are known, and as much code compiled whatever their number
      int perStep = ROUNDS_PER_STEP * loaded.load().nodes();
      int known = Math.max(1, 4 * many / perStep);
      published.await(known * oracle.rowsPerInstant());
      long begun = System.nanoTime();
      published.await(oracle.expectedRows());
      long steps = (loaded.load().lastAt() - loaded.load().firstAt()) / Load.STEP_MILLIS + 1;
      long counted = (steps - known) * perStep;
      rate = counted / ((System.nanoTime() - begun) / 1e9);
      heap = engine.heap();
      engine.kill();
    }
    List<DecentralizationRow> rows = published.rows();
    published.close();
    oracle.check(rows);
    run(name, "observations_per_s", rate);
    long begun = System.nanoTime();
    try (EngineProcess again = EngineProcess.start(settings, HEAP_GIGABYTES)) {
      again.awaitRunning();
      run(name + ", back after a kill", "seconds", (System.nanoTime() - begun) / 1e9);
    }
    return new Life(rate, heap);
  }
}
