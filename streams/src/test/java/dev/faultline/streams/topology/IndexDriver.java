package dev.faultline.streams.topology;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Ticks;
import dev.faultline.schemas.Topic;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.network.Networks;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Drives the index topology with the records that publishers write. */
final class IndexDriver implements AutoCloseable {

  private final RegistrySerdes registry;
  private final Topology topology;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> observations;
  private final TestInputTopic<byte[], byte[]> incidents;

  /**
   * @param scope keeps the registry of one test apart from another's
   */
  IndexDriver(String scope, Path folder) throws Exception {
    SchemaRegistryClient client = MockSchemaRegistry.getClientForScope(scope);
    for (Topic topic : Topic.values()) {
      client.register(topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
    }
    registry = new RegistrySerdes("mock://" + scope);
    Enricher enricher = Enrichers.withoutAddresses();
    topology =
        new IndexTopology(new IndexSettings(1, 1, true), registry, Networks.load(), () -> enricher)
            .get();
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver = new TopologyTestDriver(topology, properties);
    observations = input(Topic.OBSERVATIONS);
    incidents = input(Topic.INCIDENTS);
  }

  private TestInputTopic<byte[], byte[]> input(Topic topic) {
    return driver.createInputTopic(
        topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  Topology topology() {
    return topology;
  }

  void publish(Observation observation) {
    Population population = new Population(observation.getNetwork(), observation.getLayer());
    publishRaw(
        population.nodeKey(observation.getNodeId()),
        bytes(Topic.OBSERVATIONS, observation),
        observation.getObservedAt());
  }

  void publishRaw(String key, byte[] value, Instant timestamp) {
    observations.pipeInput(key.getBytes(StandardCharsets.UTF_8), value, timestamp);
  }

  void publish(IncidentRevision revision) {
    publishRawIncident(bytes(Topic.INCIDENTS, revision), revision.getKnownAt());
  }

  void publishRawIncident(byte[] value, Instant timestamp) {
    incidents.pipeInput(new byte[0], value, timestamp);
  }

  void tick(Population population, Instant at) {
    publishRaw(population.tickKey(), null, at);
  }

  /** A tick behind the incident revisions before an offset. */
  void tick(Population population, Instant at, long incidentsThrough) {
    observations.pipeInput(
        new TestRecord<>(
            population.tickKey().getBytes(StandardCharsets.UTF_8),
            null,
            new RecordHeaders(List.of(Ticks.incidentsThrough(incidentsThrough))),
            at));
  }

  byte[] bytes(Topic topic, SpecificRecord record) {
    return registry.serializer().serialize(topic.topicName(), record);
  }

  <T extends SpecificRecord> List<T> read(Topic topic) {
    return driver
        .createOutputTopic(topic.topicName(), new StringDeserializer(), registry.<T>deserializer())
        .readValuesToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
