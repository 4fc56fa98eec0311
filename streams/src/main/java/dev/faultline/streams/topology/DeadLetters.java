package dev.faultline.streams.topology;

import dev.faultline.schemas.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Letters for records that a topology refuses. */
final class DeadLetters {

  private static final int LONGEST_VALUE = (1 << 20) - (1 << 16);

  private DeadLetters() {}

  /** A letter about a record, with its bytes. */
  static Record<String, DeadLetter> of(
      String stage, ConsumerRecord<byte[], byte[]> refused, String reason) {
    DeadLetter letter =
        new DeadLetter(
            stage,
            refused.topic(),
            Instant.ofEpochMilli(refused.timestamp()),
            null,
            reason,
            null,
            refused.topic(),
            refused.partition(),
            refused.offset(),
            bytes(refused.key()),
            bytes(refused.value()));
    return new Record<>(stage + "/" + refused.topic(), letter, Math.max(0, refused.timestamp()));
  }

  /** The record that is being processed, as it was polled but for its headers. */
  static ConsumerRecord<byte[], byte[]> polled(
      ProcessorContext<?, ?> context, Record<byte[], byte[]> record) {
    RecordMetadata where = context.recordMetadata().orElseThrow();
    return new ConsumerRecord<>(
        where.topic(),
        where.partition(),
        where.offset(),
        record.timestamp(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }

  private static ByteBuffer bytes(byte[] raw) {
    if (raw == null) {
      return null;
    }
    return ByteBuffer.wrap(raw.length <= LONGEST_VALUE ? raw : Arrays.copyOf(raw, LONGEST_VALUE));
  }
}
