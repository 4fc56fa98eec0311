package dev.faultline.ingest.publish;

import dev.faultline.schemas.Population;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Holds each watermark back until every record published before it has been acknowledged, without
 * waiting: records after it may go on meanwhile, since a slot holds nothing newer than itself
 * however records are interleaved. A record that fails holds back all later watermarks for good.
 */
public final class PendingWatermarks {

  /** A watermark that is due. */
  public record Watermark(Population population, Instant t) {}

  /** The records between two watermarks. */
  final class Covered implements Acknowledgement {
    private int open;
    private boolean failed;
    private Watermark watermark;

    @Override
    public void answer(Optional<PublishFailedException> failure) {
      synchronized (PendingWatermarks.this) {
        open--;
        failed |= failure.isPresent();
      }
    }
  }

  private final Deque<Covered> covered = new ArrayDeque<>(List.of(new Covered()));

  /** A record is about to be published; its acknowledgement goes to what is returned. */
  public synchronized Covered publishing() {
    Covered last = covered.getLast();
    last.open++;
    return last;
  }

  /** A watermark is wanted behind everything that was published so far. */
  public synchronized void want(Population population, Instant t) {
    covered.getLast().watermark = new Watermark(population, t);
    covered.addLast(new Covered());
  }

  /** The watermarks that have become due, in their order; each is returned once. */
  public synchronized List<Watermark> due() {
    List<Watermark> due = new ArrayList<>();
    Covered first = covered.getFirst();
    while (first.watermark != null && first.open == 0 && !first.failed) {
      due.add(first.watermark);
      covered.removeFirst();
      first = covered.getFirst();
    }
    return due;
  }
}
