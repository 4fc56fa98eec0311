package dev.faultline.bench.engine;

import dev.faultline.bench.Disposable;
import dev.faultline.streams.network.Networks;
import java.util.List;
import java.util.Map;
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

  private final boolean quick;
  private final LoadedBroker loaded;
  private final Oracle oracle;
  private final Runs runs = new Runs();

  private EngineBench(LoadedBroker loaded, boolean quick) {
    this.loaded = loaded;
    this.quick = quick;
    this.oracle = new Oracle(loaded.load(), Networks.load());
  }

  /** Runs everything and prints the ratios. */
  public static void run(boolean json, boolean quick) throws Exception {
    try (Disposable folder = Disposable.folder();
        LoadedBroker loaded = LoadedBroker.start(folder.path(), load(quick))) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", loaded.bootstrapServers()))) {
        admin
            .createTopics(List.of(new NewTopic(DslTopology.COUNTS, PARTITIONS, (short) 1)))
            .all()
            .get();
      }
      EngineBench bench = new EngineBench(loaded, quick);
      bench.measure();
      System.out.println(json ? bench.runs.json() : bench.runs.table());
    }
  }

  private static Load load(boolean quick) {
    return new Load(NODES, PARTITIONS, ROUND_MILLIS, quick ? ROUNDS / 10 : ROUNDS);
  }

  /** Runs the engine alone, for a profiler to look at. */
  public static void profile() throws Exception {
    try (Disposable folder = Disposable.folder();
        LoadedBroker loaded = LoadedBroker.start(folder.path(), load(false))) {
      EngineBench bench = new EngineBench(loaded, false);
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
        runs.add("raw bytes", threads, drain.rate(threads, false));
        runs.add("decode", threads, drain.rate(threads, true));
        runs.add("engine in memory", threads, engine(threads, true));
        runs.add("engine in RocksDB", threads, engine(threads, false));
        runs.add(
            "DSL tumbling",
            threads,
            dsl(threads, DslTopology.tumbling(loaded.registry()), 500_000));
        runs.add(
            "DSL hopping", threads, dsl(threads, DslTopology.hopping(loaded.registry()), 50_000));
      }
    }
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
