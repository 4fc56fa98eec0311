package dev.faultline.streams.topology;

import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.roll.Standing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a node's last decoded observation said, and the digest that tells without decoding it that a
 * later one says the same: most do.
 */
final class Said {

  private static final Said NOTHING = new Said(0, 0, null, null, 0);

  private final long high;
  private final long low;
  private final Enricher tables;
  private final Standing standing;
  private final long placementDigest;

  private Said(long high, long low, Enricher tables, Standing standing, long placementDigest) {
    this.high = high;
    this.low = low;
    this.tables = tables;
    this.standing = standing;
    this.placementDigest = placementDigest;
  }

  /** Of a node that has said nothing yet that is remembered. */
  static Said nothing() {
    return NOTHING;
  }

  /**
   * Remembers a decoded value, unless it was written under a schema that lays it out otherwise.
   *
   * @param key of the record that has the value
   */
  static Said of(byte[] key, byte[] value, PlacedObservation placed, Standing standing) {
    byte[] both = Arrays.copyOf(key, key.length + value.length);
    System.arraycopy(value, 0, both, key.length, value.length);
    Statement statement = new Statement();
    statement.read(both, 0, key.length, both.length);
    boolean isThere =
        statement.isReadable()
            && statement.observedAt() == placed.observedAt()
            && endsWith(both, statement.timeBegin(), placed.nodeId());
    return isThere
        ? new Said(statement.high(), statement.low(), placed.tables(), standing, placed.digest())
        : NOTHING;
  }

  private static boolean endsWith(byte[] bytes, int end, String text) {
    byte[] expected = text.getBytes(StandardCharsets.UTF_8);
    int begin = end - expected.length;
    return begin >= 0 && Arrays.equals(bytes, begin, end, expected, 0, expected.length);
  }

  /** Has it brought into the processor's caches. */
  int fetch() {
    return (int) low;
  }

  Standing standing() {
    return standing;
  }

  /** Tells the node's placement from another. */
  long placementDigest() {
    return placementDigest;
  }

  /** Whether a record says the same, of the same node. */
  boolean isSaidBy(Statement statement) {
    return statement.low() == low && statement.high() == high && statement.isReadable();
  }

  /**
   * Whether the record says the same, would be placed the same and has a time that counts.
   *
   * @param now the tables that it would be placed with
   */
  boolean isSaidAgainBy(Statement statement, Enricher now) {
    return now == tables && isSaidBy(statement) && ObservationReader.isTime(statement.observedAt());
  }
}
