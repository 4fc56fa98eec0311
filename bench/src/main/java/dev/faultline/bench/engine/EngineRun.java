package dev.faultline.bench.engine;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.streams.enrich.AsnTable;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.Providers;
import dev.faultline.streams.enrich.RegionTable;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsService;
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

/** Runs the engine over the whole topic, as the product runs it, and reads what it publishes. */
final class EngineRun {

  /**
   * What came of it.
   *
   * @param rate source records per second, from the first record taken in until the last row was
   *     committed
   */
  record Result(double rate, List<DecentralizationRow> rows) {}

  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final StreamsSettings settings;
  private final RegistrySerdes registry;

  EngineRun(StreamsSettings settings, RegistrySerdes registry) {
    this.settings = settings;
    this.registry = registry;
  }

  /**
   * Runs once.
   *
   * @param records in the source topic
   * @param expectedRows how many decentralization rows will come
   */
  Result run(long records, int expectedRows) throws Exception {
    Enricher enricher = new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty());
    List<byte[]> published = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> rows = rowsFromNow();
        StreamsService service = StreamsService.start(settings, Networks.load(), () -> enricher)) {
      while (processed(service) == 0) {
        Thread.sleep(1);
      }
      long begun = System.nanoTime();
      while (published.size() < expectedRows) {
        for (ConsumerRecord<byte[], byte[]> row : rows.poll(POLL)) {
          published.add(row.value());
        }
        if (System.nanoTime() - begun > PATIENCE.toNanos()) {
          throw new IllegalStateException(
              "after %s the engine has published %d of %d rows"
                  .formatted(PATIENCE, published.size(), expectedRows));
        }
      }
      double rate = records / ((System.nanoTime() - begun) / 1e9);
      return new Result(rate, decoded(published));
    }
  }

  private static double processed(StreamsService service) {
    return service.streams().stream()
        .flatMap(streams -> streams.metrics().entrySet().stream())
        .filter(entry -> entry.getKey().name().equals("process-total"))
        .filter(entry -> entry.getKey().group().equals("stream-thread-metrics"))
        .mapToDouble(entry -> ((Number) entry.getValue().metricValue()).doubleValue())
        .sum();
  }

  private KafkaConsumer<byte[], byte[]> rowsFromNow() {
    KafkaConsumer<byte[], byte[]> consumer =
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
    return consumer;
  }

  private List<DecentralizationRow> decoded(List<byte[]> published) {
    Deserializer<DecentralizationRow> deserializer = registry.deserializer();
    return published.stream()
        .map(value -> deserializer.deserialize(Topic.DECENTRALIZATION.topicName(), value))
        .toList();
  }
}
