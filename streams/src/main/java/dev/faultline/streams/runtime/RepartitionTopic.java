package dev.faultline.streams.runtime;

import dev.faultline.schemas.Topic;
import dev.faultline.streams.state.InternalTopics;
import dev.faultline.streams.topology.IndexTopology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topic between the two stages of the index topology. */
final class RepartitionTopic {

  private RepartitionTopic() {}

  /**
   * Creates the topic between the stages, with the settings that Streams would give it. Were it
   * left to Streams, the members would rebalance again at the first start when they learn of it,
   * with their work begun.
   *
   * @return how the observation topic is laid out, which this one follows
   */
  static TopicLayout prepare(StreamsSettings settings)
      throws ExecutionException, InterruptedException {
    String observations = Topic.OBSERVATIONS.topicName();
    try (Admin admin = Admin.create(settings.kafka().admin(Map.of()))) {
      TopicLayout layout = TopicLayout.of(admin, observations);
      Map<String, String> topic = new HashMap<>(layout.settings());
      topic.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
      topic.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
      topic.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(50 << 20));
      topic.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(InternalTopics.MOST_BYTES));
      topic.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
      NewTopic between =
          new NewTopic(
                  IndexTopology.partialTallies(settings.applicationId()),
                  Optional.of(layout.partitions()),
                  layout.replicas())
              .configs(topic);
      try {
        admin.createTopics(List.of(between)).all().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
      return layout;
    }
  }
}
