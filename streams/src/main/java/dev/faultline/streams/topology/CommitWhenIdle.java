package dev.faultline.streams.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Commits what others wait for as soon as nothing more comes in, instead of at the next interval:
 * only then can they see it. Under load the interval decides, since a commit costs about the same
 * for a few records as for many.
 */
final class CommitWhenIdle {

  private static final Duration LOOK = Duration.ofMillis(50);

  private final ProcessorContext<?, ?> context;
  private boolean isAwaited;
  private boolean isBusy;

  private CommitWhenIdle(ProcessorContext<?, ?> context) {
    this.context = context;
  }

  static CommitWhenIdle in(ProcessorContext<?, ?> context) {
    CommitWhenIdle commits = new CommitWhenIdle(context);
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> commits.look());
    return commits;
  }

  /** Something has come in. */
  void received() {
    isBusy = true;
  }

  /** Something was sent that others wait for. */
  void sent() {
    isAwaited = true;
  }

  private void look() {
    if (isAwaited && !isBusy) {
      context.commit();
      isAwaited = false;
    }
    isBusy = false;
  }
}
