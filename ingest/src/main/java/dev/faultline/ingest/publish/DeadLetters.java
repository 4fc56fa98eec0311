package dev.faultline.ingest.publish;

import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Dead letters for refused records. */
public final class DeadLetters {

  /** The most raw bytes of a dead letter, so that it fits into a record of 1 MiB. */
  static final int MOST_BYTES = (1 << 20) - (64 << 10);

  private DeadLetters() {}

  /**
   * A dead letter.
   *
   * @param stage import, gateway or poll
   * @param source the feed or format
   */
  public static DeadLetter of(String stage, String source, Refusal refusal, Instant refusedAt) {
    ByteBuffer raw = refusal.raw().duplicate();
    raw.limit(raw.position() + Math.min(raw.remaining(), MOST_BYTES));
    return new DeadLetter(
        stage,
        source,
        refusedAt,
        refusal.field().orElse(null),
        refusal.reason(),
        refusal.line(),
        null,
        null,
        null,
        null,
        raw);
  }
}
