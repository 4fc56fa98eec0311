package dev.faultline.ingest.publish;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * Where the brokers and the schema registry are.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param registryUrl one or more URLs, separated by commas
 * @param client further settings of Kafka's clients, such as security; they win over ours
 */
public record KafkaConnection(
    String bootstrapServers, String registryUrl, Map<String, String> client) {

  /** A connection with the client's default settings. */
  public static KafkaConnection to(String bootstrapServers, String registryUrl) {
    return new KafkaConnection(bootstrapServers, registryUrl, Map.of());
  }

  /** What every client of Kafka needs. */
  Properties clientSettings() {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers);
    client.forEach(settings::put);
    return settings;
  }

  /**
   * An idempotent producer that gives up on a record after 30 s, and batches enough for well over
   * 50,000 small records a second.
   */
  public Properties producerSettings() {
    Properties settings = new Properties();
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    settings.put("compression.type", "lz4");
    settings.put("linger.ms", "10");
    settings.put("batch.size", Integer.toString(256 << 10));
    settings.put("buffer.memory", Integer.toString(64 << 20));
    settings.put("request.timeout.ms", "10000");
    settings.put("delivery.timeout.ms", "30000");
    settings.put("max.block.ms", "30000");
    settings.putAll(clientSettings());
    return settings;
  }

  /**
   * A client that asks a question.
   *
   * @param answer how long the brokers may take
   */
  Properties adminSettings(Duration answer) {
    Properties settings = new Properties();
    settings.put("default.api.timeout.ms", Long.toString(answer.toMillis()));
    settings.put("request.timeout.ms", Long.toString(answer.toMillis()));
    settings.putAll(clientSettings());
    return settings;
  }

  /** A consumer without a group that reads a topic from its beginning. */
  Properties readerSettings() {
    Properties settings = new Properties();
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("allow.auto.create.topics", "false");
    settings.put("default.api.timeout.ms", "30000");
    settings.putAll(clientSettings());
    return settings;
  }
}
