package dev.faultline.sql.sink.buffer;

import dev.faultline.service.retry.Backoff;
import dev.faultline.service.retry.RetryDelays;
import dev.faultline.sql.batch.OffsetRange;
import dev.faultline.sql.batch.PartitionLedger;
import java.time.Duration;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** One assigned partition on its way into the table: its ledger, its batch and what comes next. */
public final class PartitionBuffer {

  /** What comes next. */
  public enum State {
    /** Is this a replay under an old epoch? Until that is answered nothing is read. */
    CHECKING,
    /** Records are read into the batch. */
    FILLING,
    /** The batch is closed; its intent is to be committed. */
    SEALED,
    /** The batch is being made durable. */
    LANDING,
    /** The batch is durable; its end is to be committed. */
    LANDED
  }

  /** Rows of one T come together; this is for those of the next population. */
  private static final Duration PROMPTLY = Duration.ofMillis(50);

  /** A partition that never ends to bring a few rows must not make a part of each few. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final TopicPartition partition;
  private final PartitionLedger ledger;
  private final Batch batch = new Batch();
  private State state = State.CHECKING;
  private OffsetRange range;
  private long waitingUntil;
  private boolean atEnd;
  private long lastSealed;
  private final RetryDelays delays;

  public PartitionBuffer(
      TopicPartition partition, PartitionLedger ledger, long now, Backoff backoff) {
    this.partition = partition;
    this.ledger = ledger;
    this.waitingUntil = now;
    this.lastSealed = now;
    this.delays = new RetryDelays(backoff);
  }

  public TopicPartition partition() {
    return partition;
  }

  public PartitionLedger ledger() {
    return ledger;
  }

  public Batch batch() {
    return batch;
  }

  public State state() {
    return state;
  }

  public void become(State next) {
    state = next;
  }

  /** Offsets of the sealed batch. */
  public OffsetRange range() {
    return range;
  }

  /** Whether all that there is of a topic whose rows are waited for has been read. */
  public void readToEnd(boolean isAtEnd) {
    atEnd = isAtEnd;
  }

  /** Whether the batch being filled is to be landed now. */
  public boolean due(long now) {
    return ledger.due(now)
        || (atEnd && now - lastSealed >= PAUSE.toNanos() && ledger.dueAfter(PROMPTLY, now));
  }

  /** Closes the batch. */
  public void seal(long now) {
    lastSealed = now;
    range = ledger.seal();
    state = State.SEALED;
  }

  /** The batch is durable. Its buffers are free again. */
  public void landed() {
    ledger.landed();
    batch.clear();
    state = State.LANDED;
  }

  public OffsetAndMetadata commit() {
    return new OffsetAndMetadata(ledger.checkpoint().offset(), ledger.checkpoint().metadata());
  }

  /**
   * Records cannot be decoded now: none is read for a while.
   *
   * @return for how long
   */
  public Duration decodeLater(Throwable failure, long now) {
    Duration delay = delays.next(failure);
    waitingUntil = now + delay.toNanos();
    return delay;
  }

  /** Attempts to decode that have failed in a row. */
  public int failures() {
    return delays.failures();
  }

  /** Records could be decoded. */
  public void decoded() {
    delays.reset();
  }

  public boolean waiting(long now) {
    return now - waitingUntil < 0;
  }

  /** Whether records may be fetched. */
  public boolean reads(long now) {
    return state == State.FILLING && !ledger.full() && !waiting(now);
  }
}
