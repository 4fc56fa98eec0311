package dev.faultline.streams.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit of what others wait for, ten times a second at most: a commit costs about the
 * same for a few records as for many, so a stream of small steps must not bring one each. Those
 * that come sooner after the last one are committed together as soon as its time is over.
 *
 * <p>The clock is watched only while something waits: each punctuation makes Kafka Streams commit
 * the task, so a steady one would have an idle task commit for ever.
 */
final class PromptCommit {

  private static final Duration LEAST = Duration.ofMillis(100);

  private final ProcessorContext<?, ?> context;
  private long last = Long.MIN_VALUE / 2;
  private Cancellable waiting;

  PromptCommit(ProcessorContext<?, ?> context) {
    this.context = context;
  }

  void ask() {
    if (waiting == null && !commitIfDue()) {
      waiting = context.schedule(LEAST, PunctuationType.WALL_CLOCK_TIME, now -> commitWaiting());
    }
  }

  private void commitWaiting() {
    if (commitIfDue()) {
      waiting.cancel();
      waiting = null;
    }
  }

  private boolean commitIfDue() {
    long now = context.currentSystemTimeMs();
    if (now - last < LEAST.toMillis()) {
      return false;
    }
    last = now;
    context.commit();
    return true;
  }
}
