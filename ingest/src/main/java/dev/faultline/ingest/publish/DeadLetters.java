package dev.faultline.ingest.publish;

import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.deadletter.DeadLetterFactory;
import java.time.Instant;

/** Dead letters for refused records. */
public final class DeadLetters {

  private DeadLetters() {}

  /**
   * A dead letter.
   *
   * @param stage import, gateway or poll
   * @param source the feed or format
   */
  public static DeadLetter of(String stage, String source, Refusal refusal, Instant refusedAt) {
    return new DeadLetterFactory(stage)
        .ofInput(
            source,
            refusedAt,
            refusal.field().orElse(null),
            refusal.reason(),
            refusal.line(),
            refusal.raw());
  }
}
