package dev.faultline.streams.runtime;

import dev.faultline.streams.state.InternalTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams is given, and why it differs from the defaults. */
final class StreamsProperties {

  private StreamsProperties() {}

  /**
   * @param layout what the topics that Streams makes follow
   * @param instance who runs them, which others see by the names of its clients
   */
  static Properties of(StreamsSettings settings, TopicLayout layout, UUID instance) {
    Map<String, Object> values = new HashMap<>();
    values.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    if (!settings.ownBroker()) {
      // what transactional ids hold; Streams' own id of the process is in both otherwise
      values.put(StreamsConfig.CLIENT_ID_CONFIG, settings.applicationId() + "-" + instance);
    }
    values.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder().toString());
    values.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    // a transaction a second: ten times fewer than the default costs a third less
    values.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1000);
    values.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20);
    // a partition is paused and resumed whenever this many records wait: as many as two polls bring
    values.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10_000);
    values.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    values.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    values.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5000);
    values.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 64 << 20);
    values.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 << 20);
    values.put(StreamsConfig.consumerPrefix(ConsumerConfig.RECEIVE_BUFFER_CONFIG), 1 << 20);
    // a thread learns by a heartbeat that others rebalance; until then nobody commits
    values.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 300);
    values.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
    values.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        InternalTopics.MOST_BYTES);
    values.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    values.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    // after a silence of days one record closes thousands of T, in one transaction
    values.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 60_000);
    // the broker checks a partition's first transactional batch with the coordinator while it
    // already takes in the next ones, and refuses these as out of order until they are sent again
    values.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    values.putAll(layout.streams());
    values.putAll(settings.overrides());
    Properties properties = new Properties();
    properties.putAll(settings.kafka().streams(values));
    return properties;
  }
}
