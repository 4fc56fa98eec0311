package dev.faultline.streams.runtime;

import dev.faultline.service.kafka.KafkaConfiguration;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Where and how the topologies run.
 *
 * @param kafka where Kafka and the registry are, with an operator's own settings
 * @param applicationId names the consumer group, the internal topics and the state; a new one
 *     starts from nothing and reads the whole observation topic again
 * @param stateFolder local state
 * @param threads stream threads
 * @param inMemory stores on the heap instead of in RocksDB
 * @param ownBroker whether the broker runs in this process: it has then ended what a killed process
 *     left open, and nobody else needs to
 * @param overrides further Kafka Streams settings, as Kafka names them, over the defaults
 */
public record StreamsSettings(
    KafkaConfiguration kafka,
    String applicationId,
    Path stateFolder,
    int threads,
    boolean inMemory,
    boolean ownBroker,
    Map<String, String> overrides) {

  /** The application id unless the installation says otherwise. */
  public static final String DEFAULT_APPLICATION_ID = "faultline-index";

  /** The application id of the reliability topology beside it. */
  static final String DEFAULT_RELIABILITY_ID = "faultline-reliability";

  /** One revision after a long silence may bring the rows of years. */
  private static final String LONGEST_TRANSACTION_MS = "300000";

  public StreamsSettings {
    overrides = Map.copyOf(overrides);
  }

  /** Without settings of an operator's own. */
  public StreamsSettings(
      String bootstrapServers,
      String registryUrl,
      String applicationId,
      Path stateFolder,
      int threads,
      boolean inMemory,
      boolean ownBroker,
      Map<String, String> overrides) {
    this(
        KafkaConfiguration.of(bootstrapServers, registryUrl),
        applicationId,
        stateFolder,
        threads,
        inMemory,
        ownBroker,
        overrides);
  }

  /** Kafka's addresses. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /**
   * Settings of the reliability topology, which is one task and has an application id of its own.
   */
  StreamsSettings forReliability() {
    Map<String, String> own = new HashMap<>();
    own.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        LONGEST_TRANSACTION_MS);
    own.putAll(overrides);
    return new StreamsSettings(
        kafka,
        applicationId.equals(DEFAULT_APPLICATION_ID)
            ? DEFAULT_RELIABILITY_ID
            : applicationId + "-reliability",
        stateFolder,
        1,
        inMemory,
        ownBroker,
        own);
  }
}
