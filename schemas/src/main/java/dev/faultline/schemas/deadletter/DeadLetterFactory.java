package dev.faultline.schemas.deadletter;

import dev.faultline.schemas.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes the dead letters of one stage. Every part has a limit in bytes, and their sum is below 1
 * MiB with the record's key and overhead, so that a dead letter fits a topic, broker and producer
 * with their default limits whatever was refused.
 */
public final class DeadLetterFactory {

  /** 1 MiB less 64 KiB for everything else. */
  static final int MAX_VALUE_BYTES = (1 << 20) - (64 << 10);

  static final int MAX_KEY_BYTES = 32 << 10;
  static final int MAX_REASON_BYTES = 4 << 10;
  static final int MAX_SOURCE_BYTES = 1 << 10;
  static final int MAX_FIELD_BYTES = 1 << 10;

  /** The last instant that a table can hold; the first that has a record timestamp is 1970. */
  private static final Instant LAST_INSTANT = Instant.parse("2299-12-31T23:59:59.999Z");

  private final String stage;

  /**
   * @param stage import, gateway, poll, enrich, measure or sink
   */
  public DeadLetterFactory(String stage) {
    this.stage = stage;
  }

  /** The key of a dead letter's record: stage/source. */
  public static String key(DeadLetter letter) {
    return letter.getStage() + "/" + letter.getSource();
  }

  /**
   * A letter about a record of a topic, with its bytes.
   *
   * @param field the field or column that is wrong, null if the record is
   */
  public DeadLetter ofRecord(
      ConsumerRecord<byte[], byte[]> refused, Instant refusedAt, String field, String reason) {
    byte[] key = refused.key();
    byte[] value = refused.value();
    return letter(refused.topic(), refusedAt, field, reason, sizes(key, value))
        .setTopic(refused.topic())
        .setPartition(refused.partition())
        .setOffset(refused.offset())
        .setKey(key == null ? null : cut(ByteBuffer.wrap(key), MAX_KEY_BYTES))
        .setValue(value == null ? null : cut(ByteBuffer.wrap(value), MAX_VALUE_BYTES))
        .build();
  }

  /**
   * A letter about a part of a file, a request or a feed.
   *
   * @param source the feed or format
   * @param field the field that is wrong, null if the whole is
   * @param line 1-based line or record number, null if there is none
   * @param raw what was refused; neither changed nor kept
   */
  public DeadLetter ofInput(
      String source, Instant refusedAt, String field, String reason, Long line, ByteBuffer raw) {
    String cut = raw.remaining() > MAX_VALUE_BYTES ? " of a value" + of(raw.remaining()) : "";
    return letter(source, refusedAt, field, reason, cut)
        .setLine(line)
        .setValue(cut(raw, MAX_VALUE_BYTES))
        .build();
  }

  /**
   * A letter about something that was computed, which has no bytes.
   *
   * @param source what it was computed of
   */
  public DeadLetter ofResult(String source, Instant refusedAt, String field, String reason) {
    return letter(source, refusedAt, field, reason, "").build();
  }

  /** The same letter where a broker takes less than the usual 1 MiB. */
  public static DeadLetter withoutBytes(DeadLetter letter) {
    return DeadLetter.newBuilder(letter)
        .setReason(letter.getReason() + " (the broker takes no record that large: left out)")
        .setKey(null)
        .setValue(null)
        .build();
  }

  private DeadLetter.Builder letter(
      String source, Instant refusedAt, String field, String reason, String cut) {
    String bounded =
        cut.isEmpty()
            ? BoundedText.cut(reason, MAX_REASON_BYTES)
            : BoundedText.cut(reason, MAX_REASON_BYTES - 128)
                + " (only the beginning"
                + cut
                + " is kept)";
    return DeadLetter.newBuilder()
        .setStage(stage)
        .setSource(BoundedText.cut(source, MAX_SOURCE_BYTES))
        .setRefusedAt(storable(refusedAt))
        .setField(field == null ? null : BoundedText.cut(field, MAX_FIELD_BYTES))
        .setReason(bounded);
  }

  /** What the letter does not hold in full, for its reason; empty if it holds all. */
  private static String sizes(byte[] key, byte[] value) {
    String cut = "";
    if (key != null && key.length > MAX_KEY_BYTES) {
      cut = " of a key" + of(key.length);
    }
    if (value != null && value.length > MAX_VALUE_BYTES) {
      cut += (cut.isEmpty() ? "" : " and") + " of a value" + of(value.length);
    }
    return cut;
  }

  private static String of(int bytes) {
    return " of " + bytes + " bytes";
  }

  private static Instant storable(Instant time) {
    if (time.isBefore(Instant.EPOCH)) {
      return Instant.EPOCH;
    }
    return time.isAfter(LAST_INSTANT) ? LAST_INSTANT : time;
  }

  private static ByteBuffer cut(ByteBuffer bytes, int most) {
    ByteBuffer kept = bytes.duplicate();
    kept.limit(kept.position() + Math.min(kept.remaining(), most));
    return kept.slice();
  }
}
