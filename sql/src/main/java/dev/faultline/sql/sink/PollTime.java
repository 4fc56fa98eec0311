package dev.faultline.sql.sink;

import java.time.Duration;

/** How long to wait for records: they end a poll at once, but a batch has a time of its own. */
final class PollTime {

  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration WAITING = Duration.ofMillis(100);

  /** While rows that are waited for might be about to land. */
  private static final Duration PROMPT = Duration.ofMillis(20);

  private static final Duration INSERTING = Duration.ofMillis(5);

  private PollTime() {}

  /**
   * @param isInserting whether a batch is being inserted, whose end is to be committed
   * @param isIdle whether nothing waits to be landed
   * @param isPrompt whether somebody waits for the rows
   */
  static Duration of(boolean isInserting, boolean isIdle, boolean isPrompt) {
    if (isInserting) {
      return INSERTING;
    }
    if (isIdle) {
      return IDLE;
    }
    return isPrompt ? PROMPT : WAITING;
  }
}
