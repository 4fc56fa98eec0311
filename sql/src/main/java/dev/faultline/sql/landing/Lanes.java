package dev.faultline.sql.landing;

import dev.faultline.sql.landing.Lane.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** The lanes of one topic that are assigned now, in the order of their partitions. */
final class Lanes {

  private final Map<TopicPartition, Lane> lanes =
      new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));

  void add(Lane lane) {
    lanes.put(lane.partition(), lane);
  }

  void remove(Collection<TopicPartition> partitions) {
    partitions.forEach(lanes::remove);
  }

  /** The lane of a partition, or null if it is not assigned. */
  Lane get(TopicPartition partition) {
    return lanes.get(partition);
  }

  /** Whether this very lane is still assigned, and not a later one of the same partition. */
  boolean has(Lane lane) {
    return lanes.get(lane.partition()) == lane;
  }

  /** A copy, which stays as it is while lanes come and go. */
  List<Lane> all() {
    return List.copyOf(lanes.values());
  }

  List<Lane> in(State state) {
    return lanes.values().stream().filter(lane -> lane.state() == state).toList();
  }

  /** Of the lanes with a batch to be landed the one that has waited longest. */
  Optional<Lane> oldestDue(long now) {
    return lanes.values().stream()
        .filter(lane -> lane.state() == State.FILLING && lane.ledger().due(now))
        .max(Comparator.comparingLong(lane -> age(lane, now)));
  }

  /** Nanoseconds since the oldest record that is not committed was polled; 0 if there is none. */
  long oldestAge(long now) {
    return lanes.values().stream().mapToLong(lane -> age(lane, now)).max().orElse(0);
  }

  private static long age(Lane lane, long now) {
    return now - lane.ledger().openedAt().orElse(now);
  }
}
