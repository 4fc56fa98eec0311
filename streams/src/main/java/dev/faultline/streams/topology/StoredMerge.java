package dev.faultline.streams.topology;

import dev.faultline.schemas.Population;
import dev.faultline.streams.merge.MergeLog;
import dev.faultline.streams.roll.MergeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.TallyState;
import dev.faultline.streams.state.TallyKey;
import dev.faultline.streams.state.WaitingKey;
import org.apache.kafka.streams.state.KeyValueStore;

/** Writes one population's state to the stores. */
final class StoredMerge implements MergeLog {

  private final Population population;
  private final KeyValueStore<String, TallyState> tallies;
  private final KeyValueStore<String, PartialTally> waiting;
  private final KeyValueStore<String, MergeState> progress;

  StoredMerge(
      Population population,
      KeyValueStore<String, TallyState> tallies,
      KeyValueStore<String, PartialTally> waiting,
      KeyValueStore<String, MergeState> progress) {
    this.population = population;
    this.tallies = tallies;
    this.waiting = waiting;
    this.progress = progress;
  }

  @Override
  public void await(PartialTally partial) {
    waiting.put(WaitingKey.of(population, partial), partial);
  }

  @Override
  public void merged(PartialTally partial) {
    waiting.delete(WaitingKey.of(population, partial));
  }

  @Override
  public void save(int band, int dimension, String entity, TallyState state) {
    String key = new TallyKey(population, band, dimension, entity).text();
    if (state == null) {
      tallies.delete(key);
    } else {
      tallies.put(key, state);
    }
  }

  @Override
  public void save(MergeState state) {
    progress.put(population.key(), state);
  }
}
