package dev.faultline.schemas;

import java.util.Map;
import java.util.Optional;

/**
 * How many brokers keep each partition of a new topic, and how many of them must have a record
 * before it is acknowledged.
 *
 * @param replicas copies of each partition, at least 1
 * @param minInSync copies that must have a record, from 1 to {@code replicas}
 */
public record Replication(int replicas, int minInSync) {

  /** One copy, as on a single broker. */
  public static final Replication NONE = new Replication(1, 1);

  private static final int ENOUGH = 3;

  public Replication {
    if (replicas < 1) {
      throw new IllegalArgumentException("A topic has at least one replica, not " + replicas + ".");
    }
    if (minInSync < 1 || minInSync > replicas) {
      throw new IllegalArgumentException(
          "Of %d %s, %d cannot be required to be in sync."
              .formatted(replicas, replicas == 1 ? "replica" : "replicas", minInSync));
    }
  }

  /**
   * What suits a cluster: three replicas where there are as many brokers, and one fewer in sync
   * than there are replicas, so that one broker may be away without anything lost or refused. With
   * two replicas one may be away, but then a record has a single copy.
   *
   * @param brokers in the cluster now
   * @param replicas if the installation wants another number
   * @param minInSync if the installation wants another number
   * @throws IllegalArgumentException if there are not as many brokers, or the numbers do not fit
   */
  public static Replication of(
      int brokers, Optional<Integer> replicas, Optional<Integer> minInSync) {
    int copies = replicas.orElse(Math.min(ENOUGH, brokers));
    if (copies > brokers) {
      throw new IllegalArgumentException(
          "%d replicas need as many brokers; the cluster has %d now.".formatted(copies, brokers));
    }
    return new Replication(copies, minInSync.orElse(Math.max(1, copies - 1)));
  }

  /** Settings of the topic on the broker; a single copy needs none. */
  public Map<String, String> settings() {
    return replicas == 1 ? Map.of() : Map.of("min.insync.replicas", Integer.toString(minInSync));
  }
}
