package dev.faultline.ingest.publish;

import dev.faultline.schemas.Population;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Holds each tick back until every record published before it has been acknowledged, without
 * waiting: records after it may go on meanwhile, since a slot holds nothing newer than itself
 * however records are interleaved. A record that fails holds back all later ticks for good.
 */
final class PendingTicks {

  /** A tick that is due. */
  record Tick(Population population, Instant t) {}

  /** The records between two ticks. */
  final class Covered implements Acknowledgement {
    private int open;
    private boolean failed;
    private Tick tick;

    @Override
    public void answer(Optional<PublishFailedException> failure) {
      synchronized (PendingTicks.this) {
        open--;
        failed |= failure.isPresent();
      }
    }
  }

  private final Deque<Covered> covered = new ArrayDeque<>(List.of(new Covered()));

  /** A record is about to be published; its acknowledgement goes to what is returned. */
  synchronized Covered publishing() {
    Covered last = covered.getLast();
    last.open++;
    return last;
  }

  /** A tick is wanted behind everything that was published so far. */
  synchronized void want(Population population, Instant t) {
    covered.getLast().tick = new Tick(population, t);
    covered.addLast(new Covered());
  }

  /** The ticks that have become due, in their order; each is returned once. */
  synchronized List<Tick> due() {
    List<Tick> due = new ArrayList<>();
    Covered first = covered.getFirst();
    while (first.tick != null && first.open == 0 && !first.failed) {
      due.add(first.tick);
      covered.removeFirst();
      first = covered.getFirst();
    }
    return due;
  }
}
