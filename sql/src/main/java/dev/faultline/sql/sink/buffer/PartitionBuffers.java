package dev.faultline.sql.sink.buffer;

import dev.faultline.sql.sink.buffer.PartitionBuffer.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** The buffers of one topic that are assigned now, in the order of their partitions. */
public final class PartitionBuffers {

  private final Map<TopicPartition, PartitionBuffer> buffers =
      new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));

  public void add(PartitionBuffer buffer) {
    buffers.put(buffer.partition(), buffer);
  }

  public void remove(Collection<TopicPartition> partitions) {
    partitions.forEach(buffers::remove);
  }

  /** The buffer of a partition, or null if it is not assigned. */
  public PartitionBuffer get(TopicPartition partition) {
    return buffers.get(partition);
  }

  /** Whether the partition is assigned and opened. */
  public boolean has(TopicPartition partition) {
    return buffers.containsKey(partition);
  }

  /** Whether this very buffer is still assigned, and not a later one of the same partition. */
  public boolean has(PartitionBuffer buffer) {
    return buffers.get(buffer.partition()) == buffer;
  }

  /** A copy, which stays as it is while buffers come and go. */
  public List<PartitionBuffer> all() {
    return List.copyOf(buffers.values());
  }

  public List<PartitionBuffer> in(State state) {
    return buffers.values().stream().filter(buffer -> buffer.state() == state).toList();
  }

  /** Of the buffers with a batch to be landed the one that has waited longest. */
  public Optional<PartitionBuffer> oldestDue(long now) {
    return buffers.values().stream()
        .filter(buffer -> buffer.state() == State.FILLING && buffer.due(now))
        .max(Comparator.comparingLong(buffer -> age(buffer, now)));
  }

  /** Nanoseconds since the oldest record that is not committed was polled; 0 if there is none. */
  public long oldestAge(long now) {
    return buffers.values().stream().mapToLong(buffer -> age(buffer, now)).max().orElse(0);
  }

  /** Whether every buffer reads, and none has anything that is not committed. */
  public boolean areIdle(long now) {
    return buffers.values().stream()
        .allMatch(buffer -> buffer.reads(now) && buffer.ledger().openedAt().isEmpty());
  }

  private static long age(PartitionBuffer buffer, long now) {
    return now - buffer.ledger().openedAt().orElse(now);
  }
}
