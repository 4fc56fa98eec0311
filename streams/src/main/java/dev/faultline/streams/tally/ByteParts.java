package dev.faultline.streams.tally;

import dev.faultline.streams.roll.TallyChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a list of changes into parts that each fit a Kafka record, by their bytes: names may be
 * long, so a number of changes says nothing of their size.
 */
public final class ByteParts {

  /** The most bytes of a part: half of what a broker takes by default. */
  static final int MOST_BYTES = 512 << 10;

  /** Five numbers at ten bytes each, and the length of the entity. */
  private static final int BYTES_BESIDE_ENTITY = 56;

  /** UTF-8 takes at most this many bytes for a char. */
  private static final int BYTES_A_CHAR = 3;

  private ByteParts() {}

  /** At least one part, which is empty if there are no changes; the order is kept. */
  public static List<List<TallyChange>> of(List<TallyChange> changes) {
    List<List<TallyChange>> parts = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < changes.size(); i++) {
      long more = mostBytes(changes.get(i));
      if (i > from && bytes + more > MOST_BYTES) {
        parts.add(List.copyOf(changes.subList(from, i)));
        from = i;
        bytes = 0;
      }
      bytes += more;
    }
    parts.add(List.copyOf(changes.subList(from, changes.size())));
    return parts;
  }

  /** An upper bound that needs no look at the characters. */
  private static long mostBytes(TallyChange change) {
    return BYTES_BESIDE_ENTITY + (long) BYTES_A_CHAR * change.getEntity().length();
  }
}
