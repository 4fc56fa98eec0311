package dev.faultline.streams.topology;

import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.Ticks;
import dev.faultline.schemas.Topic;
import dev.faultline.streams.enrich.Enricher;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads the observation topic and adds what can be derived of each node. A record that cannot be
 * read goes to the dead letters and nothing else changes; while the registry is away, the partition
 * waits.
 */
final class PlaceNodes implements Processor<byte[], byte[], String, Object> {

  private final ObservationReader reader;
  private final Supplier<Enricher> enricher;
  private final Repeats repeats = new Repeats();
  private final Map<Population, Population> populations = new HashMap<>();
  private Enricher placer;
  private ProcessorContext<String, Object> context;

  PlaceNodes(ObservationReader reader, Supplier<Enricher> enricher) {
    this.reader = reader;
    this.enricher = enricher;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    this.context = processorContext;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    try {
      NodeEvent event = read(record);
      context.forward(new Record<>(event.population().key(), event, record.timestamp()));
    } catch (PoisonException poison) {
      context.forward(DeadLetters.of(context, Topic.OBSERVATIONS, record, poison.getMessage()));
    }
  }

  private NodeEvent read(Record<byte[], byte[]> record) throws PoisonException {
    if (record.key() == null) {
      throw new PoisonException("the key is missing");
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() != null) {
      return placed(key, record.value());
    }
    if (!Population.isTickKey(key)) {
      throw new PoisonException("the value is missing");
    }
    return new NodeEvent.Tick(population(key), Ticks.incidentsThrough(record.headers()).orElse(-1));
  }

  private static Population population(String key) throws PoisonException {
    try {
      return Population.parse(key);
    } catch (IllegalArgumentException e) {
      throw new PoisonException("the key " + e.getMessage());
    }
  }

  private NodeEvent placed(String key, byte[] value) throws PoisonException {
    Enricher now = enricher.get();
    if (now != placer) {
      placer = now;
      repeats.forget();
    }
    Repeats.Repeat repeat = repeats.of(key, value);
    if (repeat != null) {
      return new NodeEvent.PlacedObservation(repeat.observedAt(), repeat.standing());
    }
    Population population = populations.computeIfAbsent(population(key), same -> same);
    Observation observation = reader.read(key, value);
    long observedAt = observation.getObservedAt().toEpochMilli();
    Standing standing =
        new Standing(population, observation, placer.place(observation), placer.tablesVersion());
    repeats.remember(key, value, observedAt, standing);
    return new NodeEvent.PlacedObservation(observedAt, standing);
  }
}
