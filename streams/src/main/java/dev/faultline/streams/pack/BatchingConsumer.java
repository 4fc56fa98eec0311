package dev.faultline.streams.pack;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Delivers what a poll brings of one topic as a single record per partition. That record has the
 * offset of the first it holds, so that a position before it is one before all of them: Streams
 * commits the offset of the first record that it has not processed.
 */
final class BatchingConsumer extends KafkaConsumer<byte[], byte[]> {

  private static final byte[] NO_KEY = {};

  private final String packed;

  BatchingConsumer(Map<String, Object> config, String packed) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.packed = packed;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    return packed(super.poll(timeout), packed, partition -> currentLag(partition).orElse(1) == 0);
  }

  /**
   * Packs what belongs to a topic.
   *
   * @param isAtEnd whether there is nothing more to read of a partition now
   */
  static ConsumerRecords<byte[], byte[]> packed(
      ConsumerRecords<byte[], byte[]> polled, String topic, Predicate<TopicPartition> isAtEnd) {
    if (polled.isEmpty()) {
      return polled;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> some = polled.records(partition);
      boolean isPacked = partition.topic().equals(topic);
      records.put(partition, isPacked ? List.of(pack(some, isAtEnd.test(partition))) : some);
    }
    return new ConsumerRecords<>(records, polled.nextOffsets());
  }

  /** One record for several, which are not none. */
  static ConsumerRecord<byte[], byte[]> pack(
      List<ConsumerRecord<byte[], byte[]>> records, boolean isLast) {
    ConsumerRecord<byte[], byte[]> first = records.get(0);
    byte[] pack = RecordPack.of(records, isLast);
    return new ConsumerRecord<>(
        first.topic(),
        first.partition(),
        first.offset(),
        // Streams refuses a time before the epoch; those of the records themselves are in the pack
        Math.max(0, first.timestamp()),
        TimestampType.CREATE_TIME,
        NO_KEY.length,
        pack.length,
        NO_KEY,
        pack,
        new RecordHeaders(),
        Optional.empty());
  }
}
