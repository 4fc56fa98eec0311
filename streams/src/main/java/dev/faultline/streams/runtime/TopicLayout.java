package dev.faultline.streams.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How a topic is laid out over the brokers. The topics of the topologies' own follow the
 * observation topic: state that is kept once is lost with one broker, and with it the work of all.
 *
 * @param partitions how many
 * @param replicas copies of each partition; empty if there is one, which leaves it to the brokers
 * @param minInSync copies that must have a record before it is acknowledged; empty with one copy
 */
record TopicLayout(int partitions, Optional<Short> replicas, Optional<String> minInSync) {

  /**
   * Asks the brokers.
   *
   * @throws ExecutionException if they do not know the topic, or do not answer
   */
  static TopicLayout of(Admin admin, String topic) throws ExecutionException, InterruptedException {
    TopicDescription described =
        admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    int partitions = described.partitions().size();
    int replicas = described.partitions().get(0).replicas().size();
    if (replicas < 2) {
      return new TopicLayout(partitions, Optional.empty(), Optional.empty());
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    String minInSync =
        admin
            .describeConfigs(List.of(resource))
            .all()
            .get()
            .get(resource)
            .get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
            .value();
    return new TopicLayout(partitions, Optional.of((short) replicas), Optional.of(minInSync));
  }

  /** Settings of another topic that is to be as safe. */
  Map<String, String> settings() {
    return minInSync
        .map(number -> Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, number))
        .orElse(Map.of());
  }

  /** The same as settings of Kafka Streams for the topics that it makes. */
  Map<String, String> streams() {
    Map<String, String> streams = new HashMap<>();
    replicas.ifPresent(
        number -> streams.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, Short.toString(number)));
    settings().forEach((name, value) -> streams.put(StreamsConfig.topicPrefix(name), value));
    return streams;
  }
}
