package dev.faultline.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.providers.Providers;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.service.kafka.KafkaConfiguration;
import dev.faultline.streams.enrich.AsnTable;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.RegionTable;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.recompute.RecordedNetwork;
import dev.faultline.streams.stress.Scenarios;
import dev.faultline.testkit.TestStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same observations, read by real threads from a real broker: the published rows are the same
 * bytes whatever the number of partitions and threads, with state on the heap or in RocksDB, and
 * with a restart between.
 */
abstract class SameRows {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final List<Topic> COMPARED =
      List.of(
          Topic.DECENTRALIZATION,
          Topic.ENTITY_SHARES,
          Topic.RESILIENCE,
          Topic.STRESS,
          Topic.JOINT_NAKAMOTO,
          Topic.ALERTS);

  /** Windows by dimensions by weightings. */
  private static final int ROWS_OF_A_T = 3 * 9 * 2;

  /** Members that leave in order need no session; those of a run before are gone. */
  private static final Map<String, String> SHORT_SESSIONS =
      Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "2000");

  private final TestStack stack;
  private final RegistrySerdes registry;
  private final Deserializer<SpecificRecord> deserializer;

  @TempDir private Path folder;

  SameRows(TestStack stack) {
    this.stack = stack;
    this.registry = new RegistrySerdes(stack.registryUrl());
    this.deserializer = registry.deserializer();
  }

  /** How a history is read. */
  record Way(int partitions, int threads, boolean inMemory, boolean restarted) {}

  @Test
  void theyAreWhateverThePartitionsThreadsStoresAndRestarts() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the history: " + seed);
    MadeHistory history = new MadeHistory(seed);
    List<String> expected = rows(history, new Way(1, 1, true, false));
    assertThat(expected).as("seed %d", seed).hasSizeGreaterThan(40 * ROWS_OF_A_T);
    for (Topic topic : COMPARED) {
      assertThat(expected).as("seed %d", seed).anyMatch(row -> isOf(topic, row));
    }
    for (Way way : ways()) {
      assertSame(rows(history, way), expected, "seed %d, %s".formatted(seed, way));
    }
    // alerts tell of what is published, not of what is recomputed beside it
    List<String> indices = expected.stream().filter(row -> !isOf(Topic.ALERTS, row)).toList();
    assertSame(recomputed(), indices, "seed %d, without Streams".formatted(seed));
  }

  private static boolean isOf(Topic topic, String row) {
    return row.startsWith(topic.topicName() + " ");
  }

  private static void assertSame(List<String> rows, List<String> expected, String what) {
    for (int i = 0; i < Math.min(rows.size(), expected.size()); i++) {
      assertThat(rows.get(i)).as("%s, row %d", what, i).isEqualTo(expected.get(i));
    }
    assertThat(rows).as(what).hasSameSizeAs(expected);
  }

  /** Each gives the rows of one partition, one thread and no restart. */
  List<Way> ways() {
    return List.of(
        new Way(4, 2, false, true), new Way(4, 3, true, true), new Way(16, 4, true, false));
  }

  private List<String> rows(MadeHistory history, Way way) throws Exception {
    recreateTopics(way.partitions());
    StreamsSettings settings =
        new StreamsSettings(
            stack.bootstrapServers(),
            stack.registryUrl(),
            "same-rows-" + System.nanoTime(),
            folder.resolve(Integer.toString(way.hashCode())),
            way.threads(),
            way.inMemory(),
            false,
            SHORT_SESSIONS);
    try (KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                stack.kafkaClient(), new StringSerializer(), new ByteArraySerializer());
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<String> rows = new ArrayList<>();
      MadeHistory.publish(
          history.firstHalf(), producer, registry.<Observation>serializer(), way.partitions());
      if (way.restarted()) {
        try (StreamsService service = start(settings)) {
          readUntil(MadeHistory.halfAt(), consumer, rows);
        }
      }
      MadeHistory.publish(
          history.secondHalf(), producer, registry.<Observation>serializer(), way.partitions());
      try (StreamsService service = start(settings)) {
        readUntil(MadeHistory.lastAt(), consumer, rows);
      }
      readToEnd(consumer, rows);
      Collections.sort(rows);
      return rows;
    }
  }

  /** What the engine alone gives for what the topics hold. */
  private List<String> recomputed() {
    RecomputedRows rows = new RecomputedRows(registry);
    new RecordedNetwork(KafkaConfiguration.of(stack.bootstrapServers(), stack.registryUrl()))
        .recompute(
            MadeHistory.POPULATION.network(),
            Networks.load(),
            Scenarios.load(),
            new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty()),
            population -> rows);
    return rows.sorted();
  }

  private StreamsService start(StreamsSettings settings) throws Exception {
    Enricher enricher = new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty());
    StreamsService service = new StreamsService(settings, Networks.load(), () -> enricher);
    service.start();
    return service;
  }

  private void recreateTopics(int partitions) throws Exception {
    stack.deleteTopics();
    try (Admin admin = Admin.create(stack.kafkaClient())) {
      await().atMost(LONG).until(() -> stack.testTopics(admin).isEmpty());
    }
    TopicAdmin.createTopics(stack.kafkaClient(), Optional.of(partitions), (short) 1);
    TopicAdmin.registerSchemas(stack.registryUrl());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties settings = stack.kafkaClient();
    settings.put("isolation.level", "read_committed");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        COMPARED.stream()
            .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private void readUntil(long at, KafkaConsumer<byte[], byte[]> consumer, List<String> rows) {
    await().atMost(LONG).until(() -> read(consumer, rows).contains(at));
  }

  private void readToEnd(KafkaConsumer<byte[], byte[]> consumer, List<String> rows) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      read(consumer, rows);
    }
  }

  /** Reads what there is; returns the T of the decentralization rows among it. */
  private Set<Long> read(KafkaConsumer<byte[], byte[]> consumer, List<String> rows) {
    Set<Long> instants = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      SpecificRecord row = deserializer.deserialize(record.topic(), record.value());
      rows.add(record.topic() + " " + row + " " + HexFormat.of().formatHex(record.value()));
      if (row instanceof DecentralizationRow decentralization) {
        instants.add(decentralization.getAt().toEpochMilli());
      }
    }
    return instants;
  }
}
