package dev.faultline.cli.metrics;

import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.ingest.publish.kafka.KafkaPublishers;
import dev.faultline.ingest.watermark.Cadence;
import dev.faultline.schemas.Population;
import dev.faultline.sql.ClickHouse;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Meters of what is in Kafka and ClickHouse, read again every 10 seconds. */
public final class ServerMeters {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private ServerMeters() {}

  /** Of the tables. */
  public static PeriodicReading ofTables(ClickHouse clickHouse, MeterRegistry registry) {
    return PeriodicReading.start(INTERVAL, List.of(new TableReading(clickHouse, registry)));
  }

  /**
   * Of the publishers.
   *
   * @param cadences when the slots of a population close
   */
  public static PeriodicReading ofPublishers(
      KafkaConnection kafka, Function<Population, Cadence> cadences, MeterRegistry registry) {
    return PeriodicReading.start(
        INTERVAL,
        List.of(
            new PublisherReading(
                KafkaPublishers.open(kafka), cadences, registry, Clock.systemUTC())));
  }
}
