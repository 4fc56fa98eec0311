package dev.faultline.bench.engine;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.streams.runtime.StreamsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** The decentralization rows that are published from now on. */
final class Published implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final RegistrySerdes registry;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<byte[]> values = new ArrayList<>();

  Published(StreamsSettings settings, RegistrySerdes registry) {
    this.registry = registry;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "max.poll.records",
                10_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topic.DECENTRALIZATION.topicName()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /**
   * Waits until so many rows have come in all.
   *
   * @throws IllegalStateException if they do not
   */
  void await(int count) {
    long begun = System.nanoTime();
    while (values.size() < count) {
      for (ConsumerRecord<byte[], byte[]> row : consumer.poll(POLL)) {
        values.add(row.value());
      }
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "after %s the engine has published %d of %d rows"
                .formatted(PATIENCE, values.size(), count));
      }
    }
  }

  List<DecentralizationRow> rows() {
    Deserializer<DecentralizationRow> deserializer = registry.deserializer();
    return values.stream()
        .map(value -> deserializer.deserialize(Topic.DECENTRALIZATION.topicName(), value))
        .toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
