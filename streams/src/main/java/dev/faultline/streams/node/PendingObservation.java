package dev.faultline.streams.node;

/** The newest observation of a node for one slot that is not closed yet. */
public final class PendingObservation {

  final long slot;
  long observedAt;
  NodeAttributes attributes;
  PendingObservation next;

  PendingObservation(
      long slot, long observedAt, NodeAttributes attributes, PendingObservation next) {
    this.slot = slot;
    this.observedAt = observedAt;
    this.attributes = attributes;
    this.next = next;
  }

  /** Milliseconds since the epoch. */
  public long observedAt() {
    return observedAt;
  }

  /** What it says of the node. */
  public NodeAttributes attributes() {
    return attributes;
  }
}
