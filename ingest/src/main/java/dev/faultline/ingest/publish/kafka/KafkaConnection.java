package dev.faultline.ingest.publish.kafka;

import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.service.kafka.KafkaConfiguration;
import java.time.Duration;
import java.util.Map;

/**
 * How what feeds come to the brokers and the schema registry.
 *
 * @param kafka where they are, with an operator's own settings
 */
public record KafkaConnection(KafkaConfiguration kafka) {

  /** A connection with the clients' default settings. */
  public static KafkaConnection to(String bootstrapServers, String registryUrl) {
    return new KafkaConnection(KafkaConfiguration.of(bootstrapServers, registryUrl));
  }

  /** Host:port, separated by commas. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** One or more URLs, separated by commas. */
  public String registryUrl() {
    return kafka.registry().url();
  }

  /** Serdes over the registry. */
  RegistrySerdes serdes() {
    return new RegistrySerdes(kafka.registry());
  }

  /**
   * An idempotent producer that gives up on a record after 30 s, and batches enough for well over
   * 50,000 small records a second.
   */
  public Map<String, Object> producerSettings() {
    return kafka.producer(
        Map.of(
            "compression.type", "lz4",
            "linger.ms", "10",
            "batch.size", Integer.toString(256 << 10),
            "buffer.memory", Integer.toString(64 << 20),
            "request.timeout.ms", "10000",
            "delivery.timeout.ms", "30000",
            "max.block.ms", "30000"));
  }

  /**
   * A client that asks a question.
   *
   * @param answer how long the brokers may take
   */
  Map<String, Object> adminSettings(Duration answer) {
    return kafka.admin(
        Map.of(
            "default.api.timeout.ms", Long.toString(answer.toMillis()),
            "request.timeout.ms", Long.toString(answer.toMillis())));
  }

  /** A consumer without a group that reads a topic from its beginning. */
  Map<String, Object> readerSettings() {
    // a broker answers one request of a connection at a time: the question where a topic ends would
    // wait for a fetch that waits for records
    return kafka.consumer(Map.of("default.api.timeout.ms", "30000", "fetch.max.wait.ms", "5"));
  }
}
