package dev.faultline.bench.soak.check;

import dev.faultline.schemas.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The index rows that readers of committed records have seen while it happened, to be held against
 * what the topic says at the end.
 */
public final class PublishedRows implements AutoCloseable {

  private static final String TOPIC = Topic.DECENTRALIZATION.topicName();
  private static final Duration POLL = Duration.ofMillis(500);

  private final Properties kafka;
  private final Map<Place, Integer> seen = new HashMap<>();
  private final Thread thread = new Thread(this::follow, "published-rows");
  private volatile boolean closing;

  private record Place(int partition, long offset) {}

  /** Begins to read. */
  public PublishedRows(Properties kafka) {
    this.kafka = kafka;
    thread.start();
  }

  private void follow() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          seen.put(new Place(record.partition(), record.offset()), hash(record));
        }
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties client = new Properties();
    client.putAll(kafka);
    client.put("isolation.level", "read_committed");
    client.put("enable.auto.commit", "false");
    client.put("auto.offset.reset", "earliest");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static int hash(ConsumerRecord<byte[], byte[]> record) {
    return 31 * Arrays.hashCode(record.key()) + Arrays.hashCode(record.value());
  }

  /** Stops reading, reads all again and returns how that differs. */
  public List<String> changes() throws InterruptedException {
    close();
    List<String> changes = new ArrayList<>();
    Map<Place, Integer> left = new HashMap<>(seen);
    Map<ByteBuffer, Integer> byKey = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          String where = TOPIC + "-" + record.partition() + "@" + record.offset();
          Integer before = left.remove(new Place(record.partition(), record.offset()));
          if (before != null && before != hash(record)) {
            changes.add(where + " is no longer what it was");
          }
          // poison has keys that are no rows' and may have none
          if (record.key() != null && record.value() != null) {
            Integer other = byKey.put(ByteBuffer.wrap(record.key()), hash(record));
            if (other != null) {
              changes.add(
                  where + (other == hash(record) ? " repeats" : " changes") + " a published row");
            }
          }
        }
      }
    }
    left.keySet().forEach(place -> changes.add(TOPIC + " no longer has " + place));
    return changes;
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join();
  }
}
