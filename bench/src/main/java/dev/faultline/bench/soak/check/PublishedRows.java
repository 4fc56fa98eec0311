package dev.faultline.bench.soak.check;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.wire.RegistryUnavailableException;
import dev.faultline.schemas.wire.UndecodableException;
import dev.faultline.schemas.wire.WireDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final WireDecoder<DecentralizationRow> decoder;
  private final Map<Place, Integer> seen = new HashMap<>();
  private final Thread thread = new Thread(this::follow, "published-rows");
  private volatile boolean closing;

  private record Place(int partition, long offset) {}

  /** Begins to read. */
  public PublishedRows(Properties kafka, String registryUrl) {
    this.kafka = kafka;
    this.decoder = new RegistrySerdes(registryUrl).decoder(Topic.DECENTRALIZATION);
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

  /** What tells a row apart; none for poison, which is no row. */
  private Optional<String> keyOf(byte[] value) throws RegistryUnavailableException {
    try {
      DecentralizationRow row = decoder.decode(value);
      return Optional.of(
          "%s/%s at %s, %d s, %s by %s"
              .formatted(
                  row.getNetwork(),
                  row.getLayer(),
                  row.getAt(),
                  row.getWindowS(),
                  row.getDimension(),
                  row.getWeighting()));
    } catch (UndecodableException e) {
      return Optional.empty();
    }
  }

  /** Stops reading, reads all again and returns how that differs. */
  public List<String> changes() throws InterruptedException, RegistryUnavailableException {
    close();
    List<String> changes = new ArrayList<>();
    Map<Place, Integer> left = new HashMap<>(seen);
    Map<String, Integer> byKey = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          String where = TOPIC + "-" + record.partition() + "@" + record.offset();
          Integer before = left.remove(new Place(record.partition(), record.offset()));
          if (before != null && before != hash(record)) {
            changes.add(where + " is no longer what it was");
          }
          Optional<String> key = keyOf(record.value());
          Integer other = key.isEmpty() ? null : byKey.put(key.get(), hash(record));
          if (other != null) {
            changes.add(
                "%s %s %s"
                    .formatted(where, other == hash(record) ? "repeats" : "changes", key.get()));
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
