package dev.faultline.streams.decode;

import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.node.EventTime;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads records of the observation topic and adds what can be derived of each node. While the
 * registry is away, it waits.
 */
public final class ObservationDecoder {

  private final ObservationReader reader;

  public ObservationDecoder(ObservationReader reader) {
    this.reader = reader;
  }

  /**
   * Decodes a record and places its node.
   *
   * @param tables to derive from
   * @throws PoisonException if it can never be read
   * @throws RegistryAwayException if the registry does not answer
   */
  public NodeEvent decode(ConsumerRecord<byte[], byte[]> record, Enricher tables)
      throws PoisonException {
    if (record.key() == null) {
      throw new PoisonException("the key is missing");
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() != null) {
      Population population = population(key);
      Observation observation = reader.read(key, record.value());
      return new PlacedObservation(population, observation, tables.place(observation), tables);
    }
    if (!Population.isWatermarkKey(key)) {
      throw new PoisonException("the value is missing");
    }
    if (!EventTime.isInRange(record.timestamp())) {
      throw new PoisonException(
          "the watermark is not between 1970 and 9999: " + record.timestamp());
    }
    try {
      FieldLength.checked(population(key));
      return new NodeEvent.Progress(Watermark.read(key, record.timestamp(), record.headers()));
    } catch (IllegalArgumentException e) {
      throw new PoisonException("the watermark cannot be read: " + e.getMessage());
    }
  }

  private static Population population(String key) throws PoisonException {
    try {
      return Population.parse(key);
    } catch (IllegalArgumentException e) {
      throw new PoisonException("the key " + e.getMessage());
    }
  }
}
