package dev.faultline.streams.merge;

import dev.faultline.streams.roll.MergeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.TallyState;

/**
 * Where a {@link PopulationMerge} writes what it must not forget. Called at once with each change;
 * what was written is given back to a new merge after a restart.
 */
public interface MergeLog {

  /** Keeps a partial tally that waits for the other partitions. */
  void await(PartialTally partial);

  /** The partial tally was merged. */
  void merged(PartialTally partial);

  /** Keeps a tally of the whole population by band; null if it became zero. */
  void save(int band, int dimension, String entity, TallyState state);

  /** Keeps how far the merge has come. */
  void save(MergeState state);
}
