package dev.faultline.sql.landing;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.Ticks;
import dev.faultline.sql.row.Tick;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Ticks as they travel: a key without a value. */
final class TickRecord {

  private TickRecord() {}

  /** Reads a record without a value; empty if it is no tick. */
  static Optional<Tick> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return Optional.empty();
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (!Population.isTickKey(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Tick(
              Population.parse(key),
              Instant.ofEpochMilli(record.timestamp()),
              Ticks.incidentsThrough(record.headers())));
    } catch (IllegalArgumentException e) {
      // whoever measures sends it to the dead letters
      return Optional.empty();
    }
  }
}
