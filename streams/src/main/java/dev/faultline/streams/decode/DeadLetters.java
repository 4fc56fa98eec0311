package dev.faultline.streams.decode;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.deadletter.DeadLetterFactory;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Letters for records that a topology refuses. */
public final class DeadLetters {

  private DeadLetters() {}

  /** A letter about a record, with its bytes. */
  public static Record<String, DeadLetter> of(
      String stage, ConsumerRecord<byte[], byte[]> refused, String reason) {
    DeadLetter letter =
        new DeadLetterFactory(stage)
            .ofRecord(refused, Instant.ofEpochMilli(refused.timestamp()), null, reason);
    return new Record<>(DeadLetterFactory.key(letter), letter, Math.max(0, refused.timestamp()));
  }

  /** The record that is being processed, as it was polled but for its headers. */
  public static ConsumerRecord<byte[], byte[]> polled(
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
}
