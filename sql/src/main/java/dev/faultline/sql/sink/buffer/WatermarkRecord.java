package dev.faultline.sql.sink.buffer;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Watermarks as they travel: a key without a value. */
public final class WatermarkRecord {

  private WatermarkRecord() {}

  /** Reads a record without a value; empty if it is no watermark. */
  public static Optional<Watermark> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return Optional.empty();
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (!Population.isWatermarkKey(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Watermark.read(key, record.timestamp(), record.headers()));
    } catch (IllegalArgumentException e) {
      // whoever measures sends it to the dead letters
      return Optional.empty();
    }
  }
}
