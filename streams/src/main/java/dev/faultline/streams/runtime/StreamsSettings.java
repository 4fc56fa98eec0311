package dev.faultline.streams.runtime;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where and how the topologies run.
 *
 * @param bootstrapServers Kafka
 * @param registryUrl the schema registry
 * @param applicationId names the consumer group, the internal topics and the state; a new one
 *     starts from nothing and reads the whole observation topic again
 * @param stateFolder local state
 * @param threads stream threads
 * @param inMemory stores on the heap instead of in RocksDB
 * @param overrides further Kafka Streams settings, as Kafka names them
 */
public record StreamsSettings(
    String bootstrapServers,
    String registryUrl,
    String applicationId,
    Path stateFolder,
    int threads,
    boolean inMemory,
    Map<String, String> overrides) {

  /** The application id unless the installation says otherwise. */
  public static final String DEFAULT_APPLICATION_ID = "faultline-index";

  public StreamsSettings {
    overrides = Map.copyOf(overrides);
  }
}
