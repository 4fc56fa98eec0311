package dev.faultline.streams.roll;

/**
 * Where a {@link PopulationRoll} writes what it must not forget. Called at once with each change;
 * what was written is given back to a new roll after a restart.
 */
public interface RollLog {

  /** Keeps a node's state. */
  void save(String nodeId, NodeState state);

  /** Drops a node that is in no window any more. */
  void forget(String nodeId);

  /** Keeps how far the population has come. */
  void save(ClockState state);
}
