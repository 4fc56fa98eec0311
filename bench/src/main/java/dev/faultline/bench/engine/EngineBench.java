package dev.faultline.bench.engine;

import dev.faultline.bench.Disposable;
import dev.faultline.local.broker.Broker;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.streams.runtime.StreamsSettings;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The rolling engine beside plain reading and beside the topologies a user would write, all in one
 * process on one preloaded topic. A run whose output differs from the oracle's fails.
 */
public final class EngineBench {

  private static final String REGISTRY = "mock://bench";

  private final Path folder;
  private final boolean quick;
  private final Load load;
  private final Oracle oracle;
  private final RegistrySerdes registry = new RegistrySerdes(REGISTRY);
  private final Runs runs = new Runs();
  private String bootstrapServers;
  private long records;
  private int applications;

  private EngineBench(Path folder, boolean quick) {
    this.folder = folder;
    this.quick = quick;
    this.load = new Load(quick ? 200_000 : 2_000_000);
    this.oracle = new Oracle(load);
  }

  /** Runs everything and prints the ratios. */
  public static void run(boolean json, boolean quick) throws Exception {
    try (Disposable folder = Disposable.folder()) {
      EngineBench bench = new EngineBench(folder.path(), quick);
      try (Broker broker = broker(folder)) {
        bench.bootstrapServers = broker.bootstrapServers();
        bench.preload();
        bench.measure();
      }
      System.out.println(json ? bench.runs.json() : bench.runs.table());
    }
  }

  private static Broker broker(Disposable folder) throws Exception {
    return Broker.start(
        folder.path().resolve("kafka"), Disposable.freePort(), Disposable.freePort());
  }

  private void preload() throws Exception {
    Properties client = new Properties();
    client.put("bootstrap.servers", bootstrapServers);
    TopicAdmin.createTopics(client, Optional.empty(), (short) 1);
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(DslTopology.COUNTS, 4, (short) 1))).all().get();
    }
    SchemaRegistryClient schemas = MockSchemaRegistry.getClientForScope("bench");
    for (Topic topic : Topic.values()) {
      schemas.register(topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
    }
    progress("publishing the load");
    records = load.publish(bootstrapServers, registry);
  }

  /** Runs the engine alone, for a profiler to look at. */
  public static void profile(boolean inMemory) throws Exception {
    try (Disposable folder = Disposable.folder()) {
      EngineBench bench = new EngineBench(folder.path(), false);
      try (Broker broker = broker(folder)) {
        bench.bootstrapServers = broker.bootstrapServers();
        bench.preload();
        for (int repetition = 0; repetition < 3; repetition++) {
          bench.runs.add("engine", 2, bench.engine(2, inMemory));
        }
      }
    }
  }

  private void measure() throws Exception {
    int repetitions = quick ? 1 : 3;
    Drain drain = new Drain(bootstrapServers, registry);
    // a warm-up, which counts for nothing: the third run of a topology is twice as fast as the
    // first
    for (int repetition = 0; repetition < repetitions; repetition++) {
      drain.rate(2, records, true);
      engine(2, true);
      engine(2, false);
      dsl(2, DslTopology.tumbling(registry), 500_000);
      dsl(2, DslTopology.hopping(registry), 50_000);
    }
    for (int repetition = 0; repetition < repetitions; repetition++) {
      for (int threads : new int[] {1, 2}) {
        runs.add("raw bytes", threads, drain.rate(threads, records, false));
        runs.add("decode", threads, drain.rate(threads, records, true));
        runs.add("engine in memory", threads, engine(threads, true));
        runs.add("engine in RocksDB", threads, engine(threads, false));
        runs.add("DSL tumbling", threads, dsl(threads, DslTopology.tumbling(registry), 500_000));
        runs.add("DSL hopping", threads, dsl(threads, DslTopology.hopping(registry), 50_000));
      }
    }
  }

  private double engine(int threads, boolean inMemory) throws Exception {
    progress("engine, %d threads, %s".formatted(threads, inMemory ? "in memory" : "RocksDB"));
    EngineRun.Result result =
        new EngineRun(settings(threads, inMemory), registry).run(records, oracle.expectedRows());
    oracle.check(result.rows());
    return result.rate();
  }

  private double dsl(int threads, DslTopology topology, long prefix) throws InterruptedException {
    progress("DSL, %d threads".formatted(threads));
    return DslRun.rate(settings(threads, true), topology.get(), Math.min(prefix, records * 9 / 10));
  }

  private StreamsSettings settings(int threads, boolean inMemory) {
    applications++;
    return new StreamsSettings(
        bootstrapServers,
        REGISTRY,
        "bench-" + applications,
        folder.resolve("state-" + applications),
        threads,
        inMemory,
        Map.of());
  }

  private static void progress(String text) {
    System.err.println("bench: " + text);
  }
}
