package dev.faultline.streams.latest;

import dev.faultline.schemas.Population;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps, of each population, the newest instant that stands in the compacted topic of resilience
 * rows. It reads keys and timestamps only; what is no key of ours says nothing.
 */
public final class KeepLatestInstants implements Processor<byte[], byte[], Void, Void> {

  /** Of the newest instants in milliseconds, by {@code network/layer}. */
  public static final String STORE = "latest-instants";

  private KeyValueStore<String, Long> instants;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    instants = context.getStateStore(STORE);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String population;
    try {
      population = Population.parse(new String(record.key(), StandardCharsets.UTF_8)).key();
    } catch (IllegalArgumentException e) {
      return;
    }
    Long known = instants.get(population);
    if (record.value() == null) {
      // somebody removed the series: what comes next is the newest again
      instants.delete(population);
    } else if (known == null || known < record.timestamp()) {
      instants.put(population, record.timestamp());
    }
  }
}
