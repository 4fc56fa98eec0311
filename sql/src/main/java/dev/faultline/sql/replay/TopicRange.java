package dev.faultline.sql.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a range of a topic begins and ends in each partition.
 *
 * @param begins first offset, by partition
 * @param ends the offset after the last, by partition
 */
record TopicRange(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {

  private static final Duration POLL = Duration.ofSeconds(5);

  static TopicRange of(Admin admin, ReplayRange range)
      throws ExecutionException, InterruptedException {
    String topic = range.topic().topicName();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    Map<TopicPartition, OffsetSpec> begin = new HashMap<>();
    Map<TopicPartition, OffsetSpec> end = new HashMap<>();
    admin
        .describeTopics(Set.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .forEach(
            info -> {
              TopicPartition partition = new TopicPartition(topic, info.partition());
              latest.put(partition, OffsetSpec.latest());
              begin.put(
                  partition,
                  range
                      .from()
                      .map(time -> OffsetSpec.forTimestamp(time.toEpochMilli()))
                      .orElse(OffsetSpec.earliest()));
              end.put(
                  partition,
                  range
                      .to()
                      .map(time -> OffsetSpec.forTimestamp(time.toEpochMilli()))
                      .orElse(OffsetSpec.latest()));
            });
    Map<TopicPartition, Long> last = offsets(admin, latest, Map.of());
    return new TopicRange(offsets(admin, begin, last), offsets(admin, end, last));
  }

  /** Where no record is that late, the partition's end. */
  private static Map<TopicPartition, Long> offsets(
      Admin admin, Map<TopicPartition, OffsetSpec> specs, Map<TopicPartition, Long> last)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> found =
        admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all().get();
    found.forEach(
        (partition, info) ->
            offsets.put(partition, info.offset() < 0 ? last.get(partition) : info.offset()));
    return offsets;
  }

  boolean isEmpty() {
    return begins.entrySet().stream().allMatch(each -> each.getValue() >= ends.get(each.getKey()));
  }

  /** What a group that has read nothing of it has committed. */
  Map<TopicPartition, OffsetAndMetadata> start() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    begins.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    return offsets;
  }

  /**
   * Whether a group has come to its end. Transactions leave markers, so the end may be an offset
   * that no commit can name: then it is asked whether there is a record before it.
   *
   * @param consumer belongs to no group, and reads committed records
   */
  boolean isDone(
      Map<TopicPartition, OffsetAndMetadata> committed, Consumer<byte[], byte[]> consumer) {
    for (TopicPartition partition : ends.keySet()) {
      OffsetAndMetadata offset = committed.get(partition);
      long next = offset == null ? begins.get(partition) : offset.offset();
      if (next < ends.get(partition) && hasRecord(partition, next, consumer)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasRecord(
      TopicPartition partition, long from, Consumer<byte[], byte[]> consumer) {
    consumer.assign(Set.of(partition));
    consumer.seek(partition, from);
    while (consumer.position(partition) < ends.get(partition)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
        return record.offset() < ends.get(partition);
      }
    }
    return false;
  }
}
