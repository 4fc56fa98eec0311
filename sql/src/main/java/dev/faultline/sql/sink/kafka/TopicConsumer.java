package dev.faultline.sql.sink.kafka;

import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.batch.Checkpoint;
import dev.faultline.sql.sink.buffer.PartitionBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer of one table, and what its commits can come to. */
public final class TopicConsumer {

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /** Nearly always known without asking; the loop must go on polling. */
  private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(1);

  /** What has become of a commit. */
  public enum Commit {
    /** It is durable. */
    DONE,
    /** Not now: to be tried again after the next poll. */
    LATER,
    /** The partition belongs to someone else by now, who will land the batch again. */
    LOST
  }

  private TopicConsumer() {}

  public static Consumer<byte[], byte[]> create(SinkSettings settings, String table) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupOf(table));
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.groupOf(table));
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    properties.putAll(settings.kafka());
    return new KafkaConsumer<>(
        settings.connection().consumer(properties),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /**
   * Where each partition is to begin: where its group committed, or at the topic's beginning.
   *
   * @throws RetriableException if the broker does not answer in time
   */
  public static Map<TopicPartition, Checkpoint> checkpoints(
      Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(partitions, REQUEST_TIMEOUT);
    Map<TopicPartition, Checkpoint> checkpoints = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = committed.get(partition);
      checkpoints.put(
          partition,
          offset == null
              ? Checkpoint.at(consumer.position(partition, REQUEST_TIMEOUT))
              : Checkpoint.parse(offset.offset(), offset.metadata()));
    }
    return checkpoints;
  }

  /**
   * Where a partition is read next.
   *
   * @throws RetriableException if that is to be asked of a broker that does not answer
   */
  public static long position(Consumer<?, ?> consumer, TopicPartition partition) {
    return consumer.position(partition, POSITION_TIMEOUT);
  }

  /**
   * Commits what the buffer's state says.
   *
   * @throws RetriableException if the broker does not answer in time: it may be durable
   */
  public static Commit commit(Consumer<?, ?> consumer, PartitionBuffer lane) {
    try {
      consumer.commitSync(Map.of(lane.partition(), lane.commit()), REQUEST_TIMEOUT);
      return Commit.DONE;
    } catch (RebalanceInProgressException e) {
      return Commit.LATER;
    } catch (CommitFailedException | FencedInstanceIdException e) {
      return Commit.LOST;
    }
  }

  /** Pauses and resumes so that exactly the wanted partitions are fetched. */
  public static void fetchOnly(Consumer<?, ?> consumer, Predicate<TopicPartition> isWanted) {
    Map<Boolean, List<TopicPartition>> partitions =
        consumer.assignment().stream().collect(Collectors.partitioningBy(isWanted));
    consumer.resume(partitions.get(true));
    consumer.pause(partitions.get(false));
  }
}
