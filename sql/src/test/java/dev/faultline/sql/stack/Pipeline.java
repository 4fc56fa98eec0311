package dev.faultline.sql.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.batch.BatchLimits;
import dev.faultline.testkit.TestStack;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Empty topics, an empty migrated database and a consumer group of its own for one test, and the
 * means to publish, to ask and to wait.
 */
public final class Pipeline implements AutoCloseable {

  private static final Duration SHORT_LINGER = Duration.ofMillis(50);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> REGISTRIES = ConcurrentHashMap.newKeySet();
  private static final Map<String, RegistrySerdes> SERDES = new ConcurrentHashMap<>();

  private final TestStack stack;
  private final Database database;
  private final RegistrySerdes serdes;
  private final Admin admin;
  private final SinkGroups groups;
  private final AtomicReference<Exception> publishFailure = new AtomicReference<>();
  private final Producer<String, byte[]> producer;

  /** Empties the catalogue's topics and migrates a new database. */
  public Pipeline(TestStack stack) throws Exception {
    this.stack = stack;
    this.database = Database.take(stack);
    this.serdes = SERDES.computeIfAbsent(stack.registryUrl(), RegistrySerdes::new);
    this.admin = Admin.create(stack.kafkaClient());
    this.groups = new SinkGroups(admin, database.name());
    recreateTopics();
    Properties properties = stack.kafkaClient();
    properties.put("linger.ms", "5");
    properties.put("batch.size", "262144");
    this.producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  /** Not emptied: a test may rely on offsets that begin at 0. */
  private void recreateTopics() throws Exception {
    Set<String> catalogue =
        Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet());
    Set<String> existing = admin.listTopics().names().get();
    existing.retainAll(catalogue);
    admin.deleteTopics(existing).all().get();
    await()
        .atMost(PATIENCE)
        .until(() -> admin.listTopics().names().get().stream().noneMatch(catalogue::contains));
    TopicAdmin.createTopics(stack.kafkaClient(), Optional.empty(), (short) 1);
    if (REGISTRIES.add(stack.registryUrl())) {
      TopicAdmin.registerSchemas(stack.registryUrl());
    }
  }

  /** Lag, offsets and members of this pipeline's sinks. */
  public SinkGroups groups() {
    return groups;
  }

  /** Where the database is. */
  public ClickHouse clickHouse() {
    return database.clickHouse();
  }

  /** Settings of a sink of this pipeline. */
  public SinkSettings settings() {
    return settings(clickHouse());
  }

  /** Settings of a sink that does not wait for more before it sends a small batch. */
  public SinkSettings promptSettings() {
    SinkSettings usual = settings();
    BatchLimits limits = usual.limits();
    return usual.withLimits(new BatchLimits(limits.rows(), limits.bytes(), SHORT_LINGER));
  }

  /** Settings of a sink of this pipeline that reaches ClickHouse another way. */
  public SinkSettings settings(ClickHouse by) {
    SinkSettings usual = SinkSettings.of(stack.bootstrapServers(), stack.registryUrl(), by);
    return new SinkSettings(
        usual.bootstrapServers(),
        usual.registryUrl(),
        by,
        database.name(),
        0,
        usual.limits(),
        usual.backoff(),
        usual.insertTimeout(),
        Duration.ofSeconds(10),
        Map.of());
  }

  /** Publishes decentralization rows of consecutive minutes to partition 0. */
  public void publishMinutes(int first, int count) {
    publishMinutes(first, count, 1);
  }

  /** The same, to the first so many partitions in turn. */
  public void publishMinutes(int first, int count, int partitions) {
    Serializer<SpecificRecord> serializer = serdes.serializer();
    String topic = Topic.DECENTRALIZATION.topicName();
    for (int minute = first; minute < first + count; minute++) {
      Instant at = Records.T.plus(Duration.ofMinutes(minute));
      SpecificRecord row = Records.decentralization(at).setNodes(minute).build();
      publishBytes(
          Topic.DECENTRALIZATION,
          minute % partitions,
          "solana/consensus",
          serializer.serialize(topic, row));
    }
    flush();
  }

  /** Keeps every row that was inserted, so that a copy could not hide behind a merge. */
  public void stopMerges(String table) {
    execute("SYSTEM STOP MERGES " + database.name() + "." + table);
  }

  /** Host and port of ClickHouse, for a proxy. */
  public String clickHouseAuthority() {
    return clickHouse().url().substring("http://".length());
  }

  /** Publishes one record to a partition, or where its key belongs if that is null. */
  public void publish(Topic topic, Integer partition, String key, SpecificRecord value) {
    Serializer<SpecificRecord> serializer = serdes.serializer();
    byte[] bytes = value == null ? null : serializer.serialize(topic.topicName(), value);
    publishBytes(topic, partition, key, bytes);
  }

  /** Publishes bytes as they are. */
  public void publishBytes(Topic topic, Integer partition, String key, byte[] value) {
    var unused =
        producer.send(
            new ProducerRecord<>(topic.topicName(), partition, key, value),
            (metadata, failure) -> {
              if (failure != null) {
                publishFailure.compareAndSet(null, failure);
              }
            });
  }

  /** Publishes a watermark to a partition. */
  public void publish(int partition, Watermark watermark) {
    var unused =
        producer.send(
            watermark.toRecord(partition),
            (metadata, failure) -> {
              if (failure != null) {
                publishFailure.compareAndSet(null, failure);
              }
            });
  }

  /** Waits until everything published is acknowledged. */
  public void flush() {
    producer.flush();
    assertThat(publishFailure.get()).isNull();
  }

  /** Rows of a query, each a list of what JDBC gives. */
  public List<List<Object>> query(String sql) {
    return database.query(sql);
  }

  /** The single number that a query gives. */
  public long number(String sql) {
    return ((Number) query(sql).get(0).get(0)).longValue();
  }

  /** Runs a statement without a result. */
  public void execute(String sql) {
    database.execute(sql);
  }

  /** Waits until everything published to a topic is committed by the sink. */
  public void awaitLanded(Topic topic, String table) {
    flush();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(groups.lag(topic, table)).as("lag of %s", topic).isZero());
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    database.close();
  }
}
