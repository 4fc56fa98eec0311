package dev.faultline.streams.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether work goes on where there is some: a thread may run, as far as Kafka Streams knows, and
 * get nowhere. Not safe for several threads.
 */
final class TaskProgress {

  /** Waits for incidents and for a registry are as long, and end by themselves. */
  static final Duration STANDSTILL = Duration.ofSeconds(30);

  /** Ends of transactions count as records, and nobody commits them. */
  static final long LEAST_LAG = 10;

  /**
   * How far a task is in a partition.
   *
   * @param committed the offset that this instance committed last, negative before its first one
   * @param end the offset after the last record that is known of, negative if none is
   */
  record Position(long committed, long end) {}

  /** Before its first commit, what was there when the task came is taken as committed. */
  private record LastPosition(long committed, long firstEnd, Instant since) {
    long behind(long end) {
      return end - (committed < 0 ? firstEnd : committed);
    }
  }

  private final Map<String, LastPosition> lastPositions = new HashMap<>();

  /**
   * @param partitions those of this instance's tasks now; one that is new has its time from now on
   * @return which of them stand still although there is something to read; empty if none does
   */
  Optional<String> problem(Map<String, Position> partitions, Instant now) {
    lastPositions.keySet().retainAll(partitions.keySet());
    TreeMap<String, String> stuck = new TreeMap<>();
    partitions.forEach(
        (partition, position) -> {
          LastPosition before = lastPositions.get(partition);
          if (before == null || before.committed != position.committed() || before.firstEnd < 0) {
            lastPositions.put(
                partition, new LastPosition(position.committed(), position.end(), now));
            return;
          }
          long behind = before.behind(position.end());
          if (behind < LEAST_LAG) {
            lastPositions.put(partition, new LastPosition(before.committed, before.firstEnd, now));
          } else if (Duration.between(before.since, now).compareTo(STANDSTILL) > 0) {
            stuck.put(
                partition,
                "%s has not moved since %s, %,d records behind"
                    .formatted(partition, before.since, behind));
          }
        });
    return stuck.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", stuck.values()));
  }
}
