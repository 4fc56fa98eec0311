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
   * @param committed the offset committed last, 0 before the first one
   * @param end the offset after the last record that is known of
   */
  record Position(long committed, long end) {}

  private record Standing(long committed, Instant since) {}

  private final Map<String, Standing> standing = new HashMap<>();

  /**
   * @param partitions those of this instance's tasks now; one that is new has its time from now on
   * @return which of them stand still although there is something to read; empty if none does
   */
  Optional<String> problem(Map<String, Position> partitions, Instant now) {
    standing.keySet().retainAll(partitions.keySet());
    TreeMap<String, String> stuck = new TreeMap<>();
    partitions.forEach(
        (partition, position) -> {
          long behind = position.end() - position.committed();
          Standing before = standing.get(partition);
          if (before == null || before.committed != position.committed() || behind < LEAST_LAG) {
            standing.put(partition, new Standing(position.committed(), now));
          } else if (Duration.between(before.since, now).compareTo(STANDSTILL) > 0) {
            stuck.put(
                partition,
                "%s stands at offset %,d since %s, %,d records behind"
                    .formatted(partition, position.committed(), before.since, behind));
          }
        });
    return stuck.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", stuck.values()));
  }
}
