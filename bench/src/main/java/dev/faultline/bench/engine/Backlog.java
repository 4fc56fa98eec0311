package dev.faultline.bench.engine;

import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** Observations that wait in the topic of a cluster for who takes them in. */
public final class Backlog {

  private static final int NODES = 5_000;
  private static final long ROUND_MILLIS = 6_000;
  private static final int CHANGED_ONE_IN = 2;

  private Backlog() {}

  /**
   * Publishes so many, of one network, of which every other finds its node changed.
   *
   * @param registry URL
   */
  public static void publish(String bootstrapServers, String registry, int observations)
      throws Exception {
    int partitions;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      String topic = Topic.OBSERVATIONS.topicName();
      partitions =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(30, TimeUnit.SECONDS)
              .get(topic)
              .partitions()
              .size();
    }
    new Load(NODES, partitions, ROUND_MILLIS, observations / NODES, CHANGED_ONE_IN)
        .publish(bootstrapServers, new RegistrySerdes(registry));
  }
}
