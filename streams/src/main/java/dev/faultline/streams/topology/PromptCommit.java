package dev.faultline.streams.topology;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit of what others wait for, a few times a second at most: a commit costs about the
 * same for a few records as for many, so a stream of small steps must not bring one each. What is
 * not asked for here is committed at the next interval.
 */
final class PromptCommit {

  private static final long LEAST_MILLIS = 250;

  private final ProcessorContext<?, ?> context;
  private long last = Long.MIN_VALUE / 2;

  PromptCommit(ProcessorContext<?, ?> context) {
    this.context = context;
  }

  void ask() {
    long now = context.currentSystemTimeMs();
    if (now - last >= LEAST_MILLIS) {
      last = now;
      context.commit();
    }
  }
}
