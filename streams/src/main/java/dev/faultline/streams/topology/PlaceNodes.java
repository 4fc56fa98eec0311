package dev.faultline.streams.topology;

import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.Ticks;
import dev.faultline.streams.enrich.Enricher;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads the observation topic and adds what can be derived of each node. While the registry is
 * away, it waits.
 */
final class PlaceNodes {

  private final ObservationReader reader;
  private final Supplier<Enricher> enricher;
  private final Repeats repeats = new Repeats();
  private final Map<Population, Population> populations = new HashMap<>();
  private Enricher placer;

  PlaceNodes(ObservationReader reader, Supplier<Enricher> enricher) {
    this.reader = reader;
    this.enricher = enricher;
  }

  /**
   * What a record says.
   *
   * @throws PoisonException if it can never be read
   * @throws RegistryAwayException if the registry does not answer
   */
  NodeEvent read(Record<byte[], byte[]> record) throws PoisonException {
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
