package dev.faultline.bench.engine;

import dev.faultline.bench.Disposable;
import dev.faultline.streams.network.Networks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The rolling engine beside plain reading and beside the topologies a user would write, all in one
 * process on one preloaded topic. A run whose output differs from the oracle's fails.
 */
public final class EngineBench {

  private static final int NODES = 5_000;
  private static final int PARTITIONS = 4;
  private static final long ROUND_MILLIS = 15_000;
  private static final int ROUNDS = 400;

  /** The compiler goes on making a run faster for about so many. */
  private static final int WARM_UPS = 5;

  /**
   * One pass over the topic is short, and these cores are noisy: passes until so much is measured.
   */
  private static final double LEAST_SECONDS = 15;

  /** Of so many sightings one finds its node changed; a repeated one is cheap. */
  private static final int[] CHANGED_ONE_IN = {20, 2, 1};

  private final boolean quick;
  private final LoadedBroker loaded;
  private final Oracle oracle;
  private final Runs runs;

  private EngineBench(LoadedBroker loaded, boolean quick, Runs runs) {
    this.loaded = loaded;
    this.quick = quick;
    this.runs = runs;
    this.oracle = new Oracle(loaded.load(), Networks.load());
  }

  /** Runs everything and prints the ratios. */
  public static void run(boolean json, boolean quick) throws Exception {
    Runs runs = new Runs();
    try (Disposable folder = Disposable.folder();
        LoadedBroker loaded = LoadedBroker.start(folder.path(), load(quick, Load.SELDOM))) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", loaded.bootstrapServers()))) {
        admin
            .createTopics(List.of(new NewTopic(DslTopology.COUNTS, PARTITIONS, (short) 1)))
            .all()
            .get();
      }
      new EngineBench(loaded, quick, runs).measure();
    }
    for (int oneIn : CHANGED_ONE_IN) {
      try (Disposable folder = Disposable.folder();
          LoadedBroker loaded = LoadedBroker.start(folder.path(), load(quick, oneIn))) {
        EngineBench bench = new EngineBench(loaded, quick, runs);
        bench.engine(2, true);
        runs.add(
            Runs.changing(100 / oneIn),
            2,
            bench.measured(loaded.records(), () -> bench.engine(2, true)));
      }
    }
    System.out.println(json ? runs.json() : runs.table());
  }

  private static Load load(boolean quick, int changedOneIn) {
    return new Load(NODES, PARTITIONS, ROUND_MILLIS, quick ? ROUNDS / 10 : ROUNDS, changedOneIn);
  }

  /** Runs the engine alone, for a profiler to look at. */
  public static void profile() throws Exception {
    try (Disposable folder = Disposable.folder();
        LoadedBroker loaded = LoadedBroker.start(folder.path(), load(false, Load.SELDOM))) {
      EngineBench bench = new EngineBench(loaded, false, new Runs());
      for (int repetition = 0; repetition < 2 * WARM_UPS; repetition++) {
        bench.runs.add("engine", 2, bench.engine(2, true));
      }
    }
  }

  private void measure() throws Exception {
    Drain drain = new Drain(loaded);
    for (int repetition = 0; repetition < (quick ? 1 : WARM_UPS); repetition++) {
      drain.rate(2, false);
      drain.rate(2, true);
      engine(2, true);
      engine(2, false);
      dsl(2, DslTopology.tumbling(loaded.registry()), 500_000);
      dsl(2, DslTopology.hopping(loaded.registry()), 50_000);
    }
    for (int repetition = 0; repetition < (quick ? 1 : 3); repetition++) {
      for (int threads : new int[] {1, 2}) {
        measure(drain, threads);
      }
    }
  }

  private void measure(Drain drain, int threads) throws Exception {
    long all = loaded.records();
    runs.add("raw bytes", threads, measured(all, () -> drain.rate(threads, false)));
    runs.add("decode", threads, measured(all, () -> drain.rate(threads, true)));
    runs.add("engine in memory", threads, measured(all, () -> engine(threads, true)));
    runs.add("engine in RocksDB", threads, measured(all, () -> engine(threads, false)));
    DslTopology tumbling = DslTopology.tumbling(loaded.registry());
    DslTopology hopping = DslTopology.hopping(loaded.registry());
    runs.add("DSL tumbling", threads, measured(500_000, () -> dsl(threads, tumbling, 500_000)));
    runs.add("DSL hopping", threads, measured(50_000, () -> dsl(threads, hopping, 50_000)));
  }

  /** The rate over passes that take {@link #LEAST_SECONDS} together. */
  private double measured(long records, Callable<Double> pass) throws Exception {
    double seconds = 0;
    int passes = 0;
    do {
      seconds += records / pass.call();
      passes++;
    } while (!quick && seconds < LEAST_SECONDS);
    return passes * records / seconds;
  }

  private double engine(int threads, boolean inMemory) throws Exception {
    LoadedBroker.progress(
        "engine, %d threads, %s".formatted(threads, inMemory ? "in memory" : "RocksDB"));
    EngineRun.Result result =
        new EngineRun(loaded.newApplication(threads, inMemory), loaded.registry(), Networks.load())
            .run(loaded.records(), oracle.expectedRows());
    oracle.check(result.rows());
    loaded.forgetApplications();
    return result.rate();
  }

  private double dsl(int threads, DslTopology topology, long prefix) throws Exception {
    LoadedBroker.progress("DSL, %d threads".formatted(threads));
    double rate =
        DslRun.rate(
            loaded.newApplication(threads, true),
            topology.get(),
            Math.min(prefix, loaded.records() * 9 / 10));
    loaded.forgetApplications();
    return rate;
  }
}
