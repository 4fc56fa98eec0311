package dev.faultline.sql.stack;

import dev.faultline.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What the broker knows of a sink's consumer groups. */
public final class SinkGroups {

  private final Admin admin;
  private final String groupPrefix;

  SinkGroups(Admin admin, String groupPrefix) {
    this.admin = admin;
    this.groupPrefix = groupPrefix;
  }

  /** Records (or markers) of a topic that the sink has not committed yet. */
  public long lag(Topic topic, String table) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed = committed(table);
      long lag = 0;
      for (TopicPartition partition : partitions(topic)) {
        long end =
            admin
                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
        OffsetAndMetadata offset = committed.get(partition);
        lag += end - (offset == null ? 0 : offset.offset());
      }
      return lag;
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What the sink's group has committed for a table. */
  public Map<TopicPartition, OffsetAndMetadata> committed(String table)
      throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(groupPrefix + "." + table)
        .partitionsToOffsetAndMetadata()
        .get();
  }

  /** The members of a table's group that have partitions. */
  public Set<String> members(String table) throws ExecutionException, InterruptedException {
    String group = groupPrefix + "." + table;
    try {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
          .filter(member -> !member.assignment().topicPartitions().isEmpty())
          .map(MemberDescription::consumerId)
          .collect(Collectors.toSet());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Set.of();
      }
      throw e;
    }
  }

  /** Sets the group of a table back, as an operator's tool would. */
  public void commit(String table, TopicPartition partition, OffsetAndMetadata offset)
      throws ExecutionException, InterruptedException {
    admin
        .alterConsumerGroupOffsets(groupPrefix + "." + table, Map.of(partition, offset))
        .all()
        .get();
  }

  private List<TopicPartition> partitions(Topic topic)
      throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(topic.topicName()))
        .allTopicNames()
        .get()
        .get(topic.topicName())
        .partitions()
        .stream()
        .map(partition -> new TopicPartition(topic.topicName(), partition.partition()))
        .toList();
  }
}
