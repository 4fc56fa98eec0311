package dev.faultline.streams.topology;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Letters for records that a topology refuses. */
final class DeadLetters {

  private static final String STAGE = "enrich";
  private static final int LONGEST_VALUE = (1 << 20) - (1 << 16);

  private DeadLetters() {}

  /** A letter about the record that is being processed, with its bytes. */
  static Record<String, Object> of(
      ProcessorContext<?, ?> context, Topic topic, Record<byte[], byte[]> record, String reason) {
    DeadLetter letter = letter(STAGE, context, topic, record, reason);
    return new Record<>(STAGE + "/" + topic.topicName(), letter, record.timestamp());
  }

  /** The same from another stage. */
  static DeadLetter letter(
      String stage,
      ProcessorContext<?, ?> context,
      Topic topic,
      Record<byte[], byte[]> record,
      String reason) {
    RecordMetadata where = context.recordMetadata().orElseThrow();
    return new DeadLetter(
        stage,
        topic.topicName(),
        Instant.ofEpochMilli(record.timestamp()),
        null,
        reason,
        null,
        topic.topicName(),
        where.partition(),
        where.offset(),
        bytes(record.key()),
        bytes(record.value()));
  }

  private static ByteBuffer bytes(byte[] raw) {
    if (raw == null) {
      return null;
    }
    return ByteBuffer.wrap(raw.length <= LONGEST_VALUE ? raw : Arrays.copyOf(raw, LONGEST_VALUE));
  }
}
