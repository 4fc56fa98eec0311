package dev.faultline.streams.roll;

/**
 * Is told what a {@link PopulationRoll} must not forget; what was written of it is given back to a
 * new roll after a restart.
 */
public interface RollLog {

  /**
   * The state of this node has changed, and is to be written before the next commit. Told once,
   * until it was written.
   */
  void changed(Node node);

  /** Nothing is known of this node any more; should it come again, it is a new one. */
  void forgotten(Node node);

  /**
   * How far the population has come, or what came late, has changed; {@link
   * PopulationRoll#clockState} is to be written before the next commit.
   */
  void clockChanged();
}
