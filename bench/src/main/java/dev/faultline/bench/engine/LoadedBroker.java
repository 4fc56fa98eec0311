package dev.faultline.bench.engine;

import dev.faultline.local.FreePorts;
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

/** A broker that holds a load, with a registry within this process. */
final class LoadedBroker implements AutoCloseable {

  static final String REGISTRY = "mock://bench";

  private static final String APPLICATION = "bench-";

  private final Broker broker;
  private final Path folder;
  private final Load load;
  private final RegistrySerdes registry;
  private final long records;
  private int applications;

  private LoadedBroker(
      Broker broker, Path folder, Load load, RegistrySerdes registry, long records) {
    this.broker = broker;
    this.folder = folder;
    this.load = load;
    this.registry = registry;
    this.records = records;
  }

  /** Starts a broker and publishes the load to it. */
  static LoadedBroker start(Path folder, Load load) throws Exception {
    Broker broker = Broker.start(folder.resolve("kafka"), FreePorts.one(), FreePorts.one());
    try {
      Properties client = new Properties();
      client.put("bootstrap.servers", broker.bootstrapServers());
      TopicAdmin.createTopics(client, Optional.of(load.partitions()), (short) 1);
      registerSchemas();
      RegistrySerdes registry = new RegistrySerdes(REGISTRY);
      progress("publishing observations of %,d nodes".formatted(load.nodes()));
      long records = load.publish(broker.bootstrapServers(), registry);
      return new LoadedBroker(broker, folder, load, registry, records);
    } catch (Exception e) {
      broker.close();
      throw e;
    }
  }

  /** In the same order in every process, so that the ids are the same. */
  static void registerSchemas() throws Exception {
    SchemaRegistryClient schemas = MockSchemaRegistry.getClientForScope("bench");
    for (Topic topic : Topic.values()) {
      schemas.register(topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
    }
  }

  /** Deletes what applications have left, so that a later run finds the broker as the first did. */
  void forgetApplications() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      List<String> internal =
          admin.listTopics().names().get().stream()
              .filter(topic -> topic.startsWith(APPLICATION))
              .toList();
      admin.deleteTopics(internal).all().get();
    }
  }

  /** Settings of an application that has never run. */
  StreamsSettings newApplication(int threads, boolean inMemory) {
    applications++;
    return new StreamsSettings(
        bootstrapServers(),
        REGISTRY,
        APPLICATION + applications,
        folder.resolve("state-" + applications),
        threads,
        inMemory,
        false,
        Map.of());
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  Load load() {
    return load;
  }

  RegistrySerdes registry() {
    return registry;
  }

  /** How many records the observation topic holds, watermarks included. */
  long records() {
    return records;
  }

  static void progress(String text) {
    System.err.println("bench: " + text);
  }

  @Override
  public void close() throws Exception {
    broker.close();
  }
}
