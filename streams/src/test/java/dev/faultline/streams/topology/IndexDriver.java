package dev.faultline.streams.topology;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.Enrichers;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.pack.RecordPack;
import dev.faultline.streams.stress.Scenarios;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** Drives the index topology with the records that publishers write. */
final class IndexDriver implements AutoCloseable {

  private final RegistrySerdes registry;
  private final Topology topology;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> observations;
  private final TestInputTopic<byte[], byte[]> incidents;
  private List<ConsumerRecord<byte[], byte[]>> held;
  private long offset;

  /**
   * @param scope keeps the registry of one test apart from another's
   */
  IndexDriver(String scope, Path folder) throws Exception {
    this(scope, folder, Networks.load());
  }

  IndexDriver(String scope, Path folder, Networks networks) throws Exception {
    SchemaRegistryClient client = MockSchemaRegistry.getClientForScope(scope);
    for (Topic topic : Topic.values()) {
      client.register(topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
    }
    registry = new RegistrySerdes("mock://" + scope);
    Enricher enricher = Enrichers.withoutAddresses();
    topology =
        new IndexTopology(
                new IndexSettings(1, 1, true),
                registry,
                networks,
                Scenarios.load(),
                AlertRules.load(),
                () -> enricher)
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
    publishRaw(key, value, timestamp, new RecordHeaders());
  }

  /** As a poll brings it. */
  private void publishRaw(String key, byte[] value, Instant timestamp, Headers headers) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            Topic.OBSERVATIONS.topicName(),
            0,
            offset++,
            timestamp.toEpochMilli(),
            TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            key.getBytes(StandardCharsets.UTF_8),
            value,
            headers,
            Optional.empty());
    if (held == null) {
      pipe(List.of(record));
    } else {
      held.add(record);
    }
  }

  private void pipe(List<ConsumerRecord<byte[], byte[]>> records) {
    observations.pipeInput(
        new byte[0], RecordPack.of(records, true), Math.max(0, records.get(0).timestamp()));
  }

  /** What is published by this comes in one poll. */
  void inOnePoll(Runnable publishing) {
    held = new ArrayList<>();
    publishing.run();
    pipe(held);
    held = null;
  }

  void publish(IncidentRevision revision) {
    publishRawIncident(bytes(Topic.INCIDENTS, revision), revision.getKnownAt());
  }

  void publishRawIncident(byte[] value, Instant timestamp) {
    incidents.pipeInput(new byte[0], value, timestamp);
  }

  void watermark(Population population, Instant at) {
    publishRaw(population.watermarkKey(), null, at);
  }

  /** A watermark behind the incident revisions before an offset. */
  void watermark(Population population, Instant at, long incidentsThrough) {
    publish(Watermark.of(population, at, Watermark.UNNAMED).behindIncidents(incidentsThrough));
  }

  void publish(Watermark watermark) {
    publishRaw(
        watermark.population().watermarkKey(),
        null,
        watermark.time(),
        new RecordHeaders(watermark.headers()));
  }

  byte[] bytes(Topic topic, SpecificRecord record) {
    return registry.serializer().serialize(topic.topicName(), record);
  }

  <T extends SpecificRecord> List<T> read(Topic topic) {
    return driver
        .createOutputTopic(topic.topicName(), new StringDeserializer(), registry.<T>deserializer())
        .readValuesToList();
  }

  /** What a compacted topic ends up with. */
  <T extends SpecificRecord> Map<String, T> readNewest(Topic topic) {
    return driver
        .createOutputTopic(topic.topicName(), new StringDeserializer(), registry.<T>deserializer())
        .readKeyValuesToMap();
  }

  /** As another application published it. */
  void publishLatest(String key, ResilienceRow row) {
    input(Topic.LATEST_RESILIENCE)
        .pipeInput(
            key.getBytes(StandardCharsets.UTF_8),
            row == null ? null : bytes(Topic.LATEST_RESILIENCE, row),
            row == null ? Instant.EPOCH : row.getAt());
  }

  @Override
  public void close() {
    driver.close();
  }
}
