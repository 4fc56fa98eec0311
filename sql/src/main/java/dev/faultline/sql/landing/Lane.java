package dev.faultline.sql.landing;

import dev.faultline.sql.batch.OffsetRange;
import dev.faultline.sql.batch.PartitionLedger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** One assigned partition on its way into the table: its ledger, its batch and what comes next. */
final class Lane {

  /** What comes next for a lane. */
  enum State {
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

  private final TopicPartition partition;
  private final PartitionLedger ledger;
  private final Batch batch = new Batch();
  private State state = State.CHECKING;
  private OffsetRange range;
  private long waitingUntil;
  private int failures;

  Lane(TopicPartition partition, PartitionLedger ledger, long now) {
    this.partition = partition;
    this.ledger = ledger;
    this.waitingUntil = now;
  }

  TopicPartition partition() {
    return partition;
  }

  PartitionLedger ledger() {
    return ledger;
  }

  Batch batch() {
    return batch;
  }

  State state() {
    return state;
  }

  void become(State next) {
    state = next;
  }

  /** Offsets of the sealed batch. */
  OffsetRange range() {
    return range;
  }

  void seal() {
    range = ledger.seal();
    state = State.SEALED;
  }

  /** The batch is durable. Its buffers are free again. */
  void landed() {
    ledger.landed();
    batch.clear();
    state = State.LANDED;
  }

  OffsetAndMetadata commit() {
    return new OffsetAndMetadata(ledger.checkpoint().offset(), ledger.checkpoint().metadata());
  }

  /** Records cannot be decoded now: none is read until then. */
  void waitUntil(long time) {
    waitingUntil = time;
  }

  /** Counts a failure to decode; any success sets it back. */
  int failedAgain() {
    return ++failures;
  }

  void decoded() {
    failures = 0;
  }

  boolean waiting(long now) {
    return now - waitingUntil < 0;
  }

  /** Whether records may be fetched. */
  boolean reads(long now) {
    return state == State.FILLING && !ledger.full() && !waiting(now);
  }
}
