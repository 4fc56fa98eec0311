package dev.faultline.streams.latest;

import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Whether an instant of one population is the newest that was ever published. A task publishes
 * ascending instants, so within one application each is. Under a new application id history is read
 * again, and its rows are no news until they pass what the application before had published.
 */
public final class LatestGate {

  private final String population;
  private final ReadOnlyKeyValueStore<String, Long> instants;
  private long asked = Long.MIN_VALUE;
  private boolean answer;

  /**
   * @param population as {@code network/layer}
   * @param instants the store of {@link KeepLatestInstants}
   */
  public LatestGate(String population, ReadOnlyKeyValueStore<String, Long> instants) {
    this.population = population;
    this.instants = instants;
  }

  /**
   * One look into the store an instant, however many rows it has.
   *
   * @param at in milliseconds
   */
  public boolean isOpen(long at) {
    if (at != asked) {
      Long newest = instants.get(population);
      answer = newest == null || newest <= at;
      asked = at;
    }
    return answer;
  }
}
