package dev.faultline.streams.tally;

import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.TallyChange;
import java.util.ArrayList;
import java.util.List;

/**
 * What a partition reports of one T, in parts that each fit a Kafka record: the first T of a large
 * population changes a tally for every node.
 */
public final class TallyParts {

  private TallyParts() {}

  /**
   * Splits the changes of a T; one part without any if nothing changed.
   *
   * @param whole says everything but the changes
   */
  public static List<PartialTally> of(PartialTally whole, List<TallyChange> changes) {
    List<List<TallyChange>> parts = ByteParts.of(changes);
    List<PartialTally> split = new ArrayList<>(parts.size());
    for (List<TallyChange> part : parts) {
      split.add(
          PartialTally.newBuilder(whole)
              .setRemaining(parts.size() - 1 - split.size())
              .setChanges(part)
              .build());
    }
    return split;
  }
}
