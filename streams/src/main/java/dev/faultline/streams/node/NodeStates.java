package dev.faultline.streams.node;

import dev.faultline.streams.roll.NodeState;
import dev.faultline.streams.roll.PendingSighting;
import dev.faultline.streams.roll.Sighting;
import java.util.ArrayList;
import java.util.List;

/** What is written of a node, and how it is taken back. */
final class NodeStates {

  private NodeStates() {}

  /** Takes back what was written. */
  static void restore(NodeEntry node, NodeState state) {
    Sighting current = state.getCurrent();
    NodeAttributes attributes = current == null ? null : NodeAttributes.of(current);
    node.restoreCurrent(
        state.getAnnouncedPlacement(), attributes, current == null ? 0 : current.getObservedAt());
    for (PendingSighting each : state.getPending()) {
      Sighting sighting = each.getSighting();
      node.await(
          each.getSlot(),
          each.getObservedAt(),
          sighting == null ? attributes : NodeAttributes.of(sighting));
    }
  }

  /**
   * What must be written of a node; null if it is to be forgotten.
   *
   * @param block the journal's next block
   */
  static NodeState state(NodeEntry node, long block) {
    node.markWritten();
    if (node.isForgettable()) {
      return null;
    }
    NodeAttributes current = node.attributes();
    List<PendingSighting> pending = new ArrayList<>(1);
    node.forEachPending(
        (slot, observedAt, attributes) ->
            pending.add(
                new PendingSighting(
                    slot,
                    observedAt,
                    attributes.equals(current) ? null : attributes.seen(observedAt))));
    return new NodeState(
        node.announcedPlacement(),
        current == null ? null : current.seen(node.observedAt()),
        pending,
        node.number(),
        block);
  }
}
