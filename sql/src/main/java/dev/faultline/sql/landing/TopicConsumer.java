package dev.faultline.sql.landing;

import dev.faultline.sql.batch.Checkpoint;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
final class TopicConsumer {

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /** What has become of a commit. */
  enum Commit {
    /** It is durable. */
    DONE,
    /** Not now: to be tried again after the next poll. */
    LATER,
    /** The partition belongs to someone else by now, who will land the batch again. */
    LOST
  }

  private TopicConsumer() {}

  static Consumer<byte[], byte[]> create(SinkSettings settings, String table) {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupOf(table));
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.groupOf(table));
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Where each partition is to begin: where its group committed, or at the topic's beginning.
   *
   * @throws RetriableException if the broker does not answer in time
   */
  static Map<TopicPartition, Checkpoint> checkpoints(
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

  static Commit commit(Consumer<?, ?> consumer, Lane lane) {
    try {
      consumer.commitSync(Map.of(lane.partition(), lane.commit()), REQUEST_TIMEOUT);
      return Commit.DONE;
    } catch (RebalanceInProgressException e) {
      return Commit.LATER;
    } catch (CommitFailedException | FencedInstanceIdException e) {
      return Commit.LOST;
    } catch (RetriableException e) {
      return Commit.LATER;
    }
  }

  /** Pauses and resumes so that exactly the wanted partitions are fetched. */
  static void fetchOnly(
      Consumer<?, ?> consumer, Collection<TopicPartition> wanted, Set<TopicPartition> unwanted) {
    consumer.resume(wanted);
    consumer.pause(unwanted);
  }
}
