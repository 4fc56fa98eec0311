package dev.faultline.streams.roll;

import java.util.ArrayList;
import java.util.List;

/**
 * What a partition reports of one T, in parts that each fit a Kafka record: the first T of a large
 * population changes a tally for every node.
 */
final class TallyParts {

  /** The most changes of a part: with the longest entities still well under a megabyte. */
  static final int MOST_CHANGES = 2_000;

  private TallyParts() {}

  /**
   * Splits the changes of a T; one part without any if nothing changed.
   *
   * @param whole says everything but the changes
   */
  static List<PartialTally> of(PartialTally whole, List<TallyChange> changes) {
    int parts = Math.max(1, (changes.size() + MOST_CHANGES - 1) / MOST_CHANGES);
    List<PartialTally> split = new ArrayList<>(parts);
    for (int part = 0; part < parts; part++) {
      int from = part * MOST_CHANGES;
      int to = Math.min(changes.size(), from + MOST_CHANGES);
      split.add(
          PartialTally.newBuilder(whole)
              .setRemaining(parts - 1 - part)
              .setChanges(List.copyOf(changes.subList(from, to)))
              .build());
    }
    return split;
  }
}
