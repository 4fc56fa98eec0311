package dev.faultline.streams.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit of what others wait for, ten times a second at most: a commit costs about the
 * same for a few records as for many, so a stream of small steps must not bring one each. Those
 * that come sooner after the last one are committed together as soon as its time is over.
 */
final class PromptCommit {

  private static final Duration LEAST = Duration.ofMillis(100);

  private final ProcessorContext<?, ?> context;
  private long last = Long.MIN_VALUE / 2;
  private boolean isWanted;

  PromptCommit(ProcessorContext<?, ?> context) {
    this.context = context;
    context.schedule(LEAST, PunctuationType.WALL_CLOCK_TIME, now -> askIfDue());
  }

  void ask() {
    isWanted = true;
    askIfDue();
  }

  private void askIfDue() {
    long now = context.currentSystemTimeMs();
    if (isWanted && now - last >= LEAST.toMillis()) {
      last = now;
      isWanted = false;
      context.commit();
    }
  }
}
