package dev.faultline.streams.roll;

import dev.faultline.streams.node.NodeEntry;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The nodes whose current observation lies in one slot, and the slot's late observations. A node
 * that has moved on to another slot stays in the list until that is tidied, so that nothing is
 * written to any node's neighbours when it moves: with many nodes that would be most of the work.
 */
final class Bucket {

  private static final NodeEntry[] NONE = {};

  final long slot;
  long late;
  long freshLate;
  private final long stepMillis;
  private NodeEntry[] nodes = NONE;
  private int size;
  private int current;

  Bucket(long slot, long stepMillis) {
    this.slot = slot;
    this.stepMillis = stepMillis;
  }

  boolean isEmpty() {
    return current == 0 && late == 0 && freshLate == 0;
  }

  /** Whether the slot holds this time. */
  boolean holds(long observedAt) {
    return observedAt <= slot && observedAt > slot - stepMillis;
  }

  /** A node's current observation lies here from now on. */
  void add(NodeEntry node) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, Math.max(16, size + size / 2));
    }
    nodes[size++] = node;
    current++;
  }

  /** One of the nodes has a newer observation. */
  void remove() {
    current--;
  }

  /** How many late observations are counted from now on that were not. */
  long takeFreshLate() {
    long fresh = freshLate;
    late += fresh;
    freshLate = 0;
    return fresh;
  }

  /** Goes through the nodes. */
  void forEach(Consumer<NodeEntry> action) {
    for (int i = 0; i < size; i++) {
      if (isCurrent(nodes[i])) {
        action.accept(nodes[i]);
      }
    }
  }

  private boolean isCurrent(NodeEntry node) {
    return node.attributes() != null && holds(node.observedAt());
  }

  /** Forgets those that have moved on, if they are more than those that have not. */
  void tidy() {
    if (current == 0) {
      nodes = NONE;
      size = 0;
    } else if (size > 2 * current) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (isCurrent(nodes[i])) {
          nodes[kept++] = nodes[i];
        }
      }
      nodes = Arrays.copyOf(nodes, kept);
      size = kept;
    }
  }

  /** Nothing lies here any more. */
  void clear() {
    current = 0;
    late = 0;
    tidy();
  }
}
