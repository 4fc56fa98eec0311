package dev.faultline.sql.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.local.LocalStack;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.landing.SinkSettings;
import dev.faultline.sql.migrate.MigrationException;
import dev.faultline.sql.migrate.Migrator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Empty topics, an empty migrated database and a consumer group of its own for one test, and the
 * means to publish, to ask and to wait.
 */
public final class Pipeline implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalStack stack = EmbeddedStack.get();
  private final String name = "it_" + COUNT.incrementAndGet();
  private final ClickHouse clickHouse = new ClickHouse(stack.clickhouseUrl(), "default", "", name);
  private final RegistrySerdes serdes = new RegistrySerdes(stack.registryUrl());
  private final Admin admin = Admin.create(client());
  private final AtomicReference<Exception> publishFailure = new AtomicReference<>();
  private final Producer<String, byte[]> producer;

  /** Empties the catalogue's topics and migrates a new database. */
  public Pipeline() throws ExecutionException, InterruptedException, MigrationException {
    recreateTopics();
    Migrator.bundled(clickHouse, Optional.empty()).migrate();
    Properties properties = client();
    properties.put("linger.ms", "5");
    properties.put("batch.size", "262144");
    this.producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  private void recreateTopics() throws ExecutionException, InterruptedException {
    Set<String> catalogue =
        Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet());
    Set<String> existing = admin.listTopics().names().get();
    existing.retainAll(catalogue);
    admin.deleteTopics(existing).all().get();
    await()
        .atMost(PATIENCE)
        .until(() -> admin.listTopics().names().get().stream().noneMatch(catalogue::contains));
    TopicAdmin.createTopics(client(), Optional.empty(), (short) 1);
  }

  /** Where the database is. */
  public ClickHouse clickHouse() {
    return clickHouse;
  }

  /** Settings of a sink of this pipeline. */
  public SinkSettings settings() {
    return settings(clickHouse);
  }

  /** Settings of a sink of this pipeline that reaches ClickHouse another way. */
  public SinkSettings settings(ClickHouse by) {
    SinkSettings usual = SinkSettings.of(stack.bootstrapServers(), stack.registryUrl(), by);
    return new SinkSettings(
        usual.bootstrapServers(),
        usual.registryUrl(),
        by,
        name,
        0,
        usual.limits(),
        usual.backoff(),
        usual.insertTimeout(),
        Duration.ofSeconds(10),
        Map.of());
  }

  /** Publishes decentralization rows of consecutive minutes to partition 0, one an instant. */
  public void publishMinutes(int first, int count) {
    Serializer<SpecificRecord> serializer = serdes.serializer();
    String topic = Topic.DECENTRALIZATION.topicName();
    for (int minute = first; minute < first + count; minute++) {
      Instant at = Records.T.plus(Duration.ofMinutes(minute));
      SpecificRecord row = Records.decentralization(at).setNodes(minute).build();
      publishBytes(Topic.DECENTRALIZATION, 0, "solana/consensus", serializer.serialize(topic, row));
    }
    flush();
  }

  /** Keeps every row that was inserted, so that a copy could not hide behind a merge. */
  public void stopMerges(String table) {
    execute("SYSTEM STOP MERGES " + name + "." + table);
  }

  /** Host and port of ClickHouse, for a proxy. */
  public String clickHouseAuthority() {
    return clickHouse.url().substring("http://".length());
  }

  /** Publishes one record to a partition, or where its key belongs if that is null. */
  public void publish(Topic topic, Integer partition, String key, SpecificRecord value) {
    Serializer<SpecificRecord> serializer = serdes.serializer();
    byte[] bytes = value == null ? null : serializer.serialize(topic.topicName(), value);
    publishBytes(topic, partition, key, bytes);
  }

  /** Publishes bytes as they are. */
  public void publishBytes(Topic topic, Integer partition, String key, byte[] value) {
    producer.send(
        new ProducerRecord<>(topic.topicName(), partition, key, value),
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
    try (Connection connection = clickHouse.connect(QUERY_TIMEOUT);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<List<Object>> result = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(rows.getObject(column));
        }
        result.add(row);
      }
      return result;
    } catch (SQLException e) {
      throw new AssertionError(sql + ": " + e.getMessage(), e);
    }
  }

  /** The single number that a query gives. */
  public long number(String sql) {
    return ((Number) query(sql).get(0).get(0)).longValue();
  }

  /** Runs a statement without a result. */
  public void execute(String sql) {
    try (Connection connection = clickHouse.connect(QUERY_TIMEOUT);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql + ": " + e.getMessage(), e);
    }
  }

  /** Records (or markers) of a topic that the sink has not committed yet. */
  public long lag(Topic topic, String table) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed = committed(table);
      long lag = 0;
      for (TopicPartition partition : partitions(topic)) {
        long end =
            admin
                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
        OffsetAndMetadata offset = committed.get(partition);
        lag += end - (offset == null ? 0 : offset.offset());
      }
      return lag;
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What the sink's group has committed for a table. */
  public Map<TopicPartition, OffsetAndMetadata> committed(String table)
      throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(settings().groupOf(table))
        .partitionsToOffsetAndMetadata()
        .get();
  }

  /** The members of a table's group that have partitions. */
  public Set<String> members(String table) throws ExecutionException, InterruptedException {
    String group = settings().groupOf(table);
    return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  /** Sets the group of a table back, as an operator's tool would. */
  public void commit(String table, TopicPartition partition, OffsetAndMetadata offset)
      throws ExecutionException, InterruptedException {
    admin
        .alterConsumerGroupOffsets(settings().groupOf(table), Map.of(partition, offset))
        .all()
        .get();
  }

  /** Waits until everything published to a topic is committed by the sink. */
  public void awaitLanded(Topic topic, String table) {
    flush();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(lag(topic, table)).as("lag of %s", topic).isZero());
  }

  private List<TopicPartition> partitions(Topic topic)
      throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(topic.topicName()))
        .allTopicNames()
        .get()
        .get(topic.topicName())
        .partitions()
        .stream()
        .map(partition -> new TopicPartition(topic.topicName(), partition.partition()))
        .toList();
  }

  private Properties client() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", stack.bootstrapServers());
    return properties;
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    execute("DROP DATABASE " + name + " SYNC");
  }
}
