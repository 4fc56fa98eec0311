package dev.faultline.bench.sink;

import dev.faultline.bench.Disposable;
import dev.faultline.local.FreePorts;
import dev.faultline.local.TemporaryEngine;
import dev.faultline.local.broker.Broker;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.migrate.Migrator;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker and a registry in this process, and the embedded engine with the product's tables. */
final class LandingStack implements AutoCloseable {

  private static final String SCOPE = "bench-landing";
  private static final String REGISTRY = "mock://" + SCOPE;

  private final Disposable folder;
  private final Broker broker;
  private final TemporaryEngine engine;

  private LandingStack(Disposable folder, Broker broker, TemporaryEngine engine) {
    this.folder = folder;
    this.broker = broker;
    this.engine = engine;
  }

  static LandingStack start() throws Exception {
    Disposable folder = Disposable.folder();
    Broker broker = Broker.start(folder.path().resolve("kafka"), FreePorts.one(), FreePorts.one());
    LandingStack stack = new LandingStack(folder, broker, TemporaryEngine.start());
    Properties client = new Properties();
    client.put("bootstrap.servers", broker.bootstrapServers());
    TopicAdmin.createTopics(client, Optional.empty(), (short) 1);
    SchemaRegistryClient schemas = MockSchemaRegistry.getClientForScope(SCOPE);
    for (Topic topic : Topic.values()) {
      schemas.register(topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
    }
    Migrator.bundled(stack.clickHouse(), Optional.empty()).migrate();
    return stack;
  }

  /** The engine's tables. */
  ClickHouse clickHouse() {
    return ClickHouse.at(engine.url());
  }

  /** Of a sink as the product runs it on one machine. */
  SinkSettings sinkSettings() {
    return SinkSettings.of(broker.bootstrapServers(), REGISTRY, clickHouse());
  }

  /** Process id of the engine. */
  long enginePid() {
    return engine.pid();
  }

  /** Publishes so many rows as the engine does. */
  void publish(IndexRows rows, int count) {
    Serializer<DecentralizationRow> serializer = new RegistrySerdes(REGISTRY).serializer();
    String topic = Topic.DECENTRALIZATION.topicName();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "acks",
            "all",
            "linger.ms",
            20,
            "batch.size",
            1 << 18,
            "compression.type",
            "lz4");
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int sent = 0; sent < count; sent++) {
        DecentralizationRow row = rows.next();
        var unused =
            producer.send(
                new ProducerRecord<>(
                    topic,
                    null,
                    row.getAt().toEpochMilli(),
                    row.getNetwork() + "/" + row.getLayer(),
                    serializer.serialize(topic, row)));
      }
      producer.flush();
    }
  }

  @Override
  public void close() throws Exception {
    try (folder;
        engine;
        broker) {
      // in this order
    }
  }
}
