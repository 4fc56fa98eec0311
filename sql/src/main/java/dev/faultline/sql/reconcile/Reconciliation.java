package dev.faultline.sql.reconcile;

import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.row.TableRoute;
import dev.faultline.sql.sink.buffer.WatermarkRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Compares what Kafka holds with what has landed, partition by partition: the second line of
 * defence behind tokens and offsets. Reads the topics whole, so it takes as long as that takes.
 */
public final class Reconciliation {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration QUERY_TIMEOUT = Duration.ofMinutes(5);

  private final SinkSettings settings;

  /**
   * A reconciliation of one sink.
   *
   * @param settings those of the sink
   */
  public Reconciliation(SinkSettings settings) {
    this.settings = settings;
  }

  /**
   * One partition, up to the sink's committed offset.
   *
   * @param records committed records, without the watermarks where these do not land
   * @param landed distinct offsets that have a row
   * @param refused distinct offsets in the dead letters of the sink
   */
  public record Line(
      String table, String topic, int partition, long records, long landed, long refused) {

    /**
     * Records that are neither landed nor refused: 0, unless the same keys were published again, of
     * which ClickHouse keeps the latest once it has merged. A negative number means rows that Kafka
     * no longer holds.
     */
    public long unaccounted() {
      return records - landed - refused;
    }
  }

  /**
   * Compares all tables.
   *
   * @return a line for each partition that the sink has committed, in order
   * @throws SQLException if ClickHouse cannot be asked
   */
  public List<Line> run() throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (Connection connection = settings.clickHouse().connect(QUERY_TIMEOUT)) {
      for (TableRoute<?, ?> landing : TableRoute.all()) {
        lines.addAll(compare(landing, connection));
      }
    }
    return lines;
  }

  private List<Line> compare(TableRoute<?, ?> landing, Connection connection) throws SQLException {
    String topic = landing.topic().topicName();
    Map<Integer, Long> records = new HashMap<>();
    Map<TopicPartition, Long> ends = countRecords(landing, records);
    List<Line> lines = new ArrayList<>();
    for (TopicPartition partition :
        ends.keySet().stream()
            .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
            .toList()) {
      long landed =
          countOffsets(
              connection,
              "SELECT uniqExact(_offset) FROM "
                  + landing.table().name()
                  + " WHERE _topic = ? AND _partition = ? AND _offset < ?",
              partition,
              ends.get(partition));
      long refused =
          countOffsets(
              connection,
              "SELECT uniqExact(offset) FROM dead_letters"
                  + " WHERE stage = 'sink' AND topic = ? AND partition = ? AND offset < ?",
              partition,
              ends.get(partition));
      lines.add(
          new Line(
              landing.table().name(),
              topic,
              partition.partition(),
              records.getOrDefault(partition.partition(), 0L),
              landed,
              refused));
    }
    return lines;
  }

  /** Counts records by partition, and returns up to which offset. */
  private Map<TopicPartition, Long> countRecords(
      TableRoute<?, ?> landing, Map<Integer, Long> records) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(landing.table().name())) {
      Set<TopicPartition> partitions =
          consumer.partitionsFor(landing.topic().topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .collect(Collectors.toSet());
      Map<TopicPartition, Long> ends = new HashMap<>();
      for (Map.Entry<TopicPartition, OffsetAndMetadata> offset :
          consumer.committed(partitions).entrySet()) {
        if (offset.getValue() != null) {
          ends.put(offset.getKey(), offset.getValue().offset());
        }
      }
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (ends.keySet().stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          boolean isWatermark = record.value() == null && WatermarkRecord.read(record).isPresent();
          boolean lands = !isWatermark || landing.landsWatermarks();
          if (lands && record.offset() < ends.get(partition)) {
            records.merge(record.partition(), 1L, Long::sum);
          }
        }
      }
      return ends;
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String table) {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupOf(table));
    return new KafkaConsumer<>(
        settings.connection().consumer(properties),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static long countOffsets(
      Connection connection, String query, TopicPartition partition, long end) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, partition.topic());
      statement.setInt(2, partition.partition());
      statement.setLong(3, end);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
