package dev.faultline.streams.node;

import dev.faultline.streams.enrich.Enricher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a node's last decoded observation said, with its fingerprint, which tells without decoding
 * it that a later one says the same: most do.
 */
public final class LastObservation {

  private static final LastObservation NONE = new LastObservation(0, 0, null, null, 0);

  private final long high;
  private final long low;
  private final Enricher tables;
  private final NodeAttributes attributes;
  private final long placementDigest;

  private LastObservation(
      long high, long low, Enricher tables, NodeAttributes attributes, long placementDigest) {
    this.high = high;
    this.low = low;
    this.tables = tables;
    this.attributes = attributes;
    this.placementDigest = placementDigest;
  }

  /** Of a node of which no observation is remembered. */
  static LastObservation none() {
    return NONE;
  }

  /**
   * Remembers a decoded value, unless it was written under a schema that lays it out otherwise.
   *
   * @param node that it is of
   * @param value as the record has it
   * @param observedAt milliseconds since the epoch
   * @param tables those that the node was placed with
   */
  static LastObservation of(
      NodeEntry node,
      byte[] value,
      long observedAt,
      NodeAttributes attributes,
      long placementDigest,
      Enricher tables) {
    byte[] key = node.key();
    byte[] both = Arrays.copyOf(key, key.length + value.length);
    System.arraycopy(value, 0, both, key.length, value.length);
    ObservationFingerprint fingerprint = new ObservationFingerprint();
    fingerprint.read(both, 0, key.length, both.length);
    boolean isThere =
        fingerprint.isReadable()
            && fingerprint.observedAt() == observedAt
            && endsWith(both, fingerprint.timeBegin(), node.id());
    return isThere
        ? new LastObservation(
            fingerprint.high(), fingerprint.low(), tables, attributes, placementDigest)
        : NONE;
  }

  private static boolean endsWith(byte[] bytes, int end, String text) {
    byte[] expected = text.getBytes(StandardCharsets.UTF_8);
    int begin = end - expected.length;
    return begin >= 0 && Arrays.equals(bytes, begin, end, expected, 0, expected.length);
  }

  /** The lower half of its fingerprint. */
  long low() {
    return low;
  }

  NodeAttributes attributes() {
    return attributes;
  }

  /** Tells the node's placement from another. */
  public long placementDigest() {
    return placementDigest;
  }

  /** Whether a record says the same, of the same node. */
  boolean isRepeatedBy(ObservationFingerprint record) {
    return record.low() == low && record.high() == high && record.isReadable();
  }

  /**
   * Whether the record says the same, would be placed the same and has a time that counts.
   *
   * @param now the tables that it would be placed with
   */
  boolean isRepeatedBy(ObservationFingerprint record, Enricher now) {
    return now == tables && isRepeatedBy(record) && EventTime.isInRange(record.observedAt());
  }
}
