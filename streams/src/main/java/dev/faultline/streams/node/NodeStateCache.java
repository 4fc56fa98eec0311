package dev.faultline.streams.node;

import dev.faultline.streams.pack.PackedRecords;
import dev.faultline.streams.roll.NodeState;
import dev.faultline.streams.roll.SightingBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes of one partition, on the heap. What a restart needs to have them again is written when
 * {@link #write} is called, which is before each commit.
 */
public final class NodeStateCache {

  /** Where nodes' own states are kept. */
  public interface States {
    /**
     * Keeps a node's state; null deletes it.
     *
     * @param key of the node's records
     */
    void put(byte[] key, NodeState state);
  }

  private final NodeTable table = new NodeTable();
  private final Prefetcher prefetcher = new Prefetcher();
  private final List<NodeEntry> dirty = new ArrayList<>();
  private final States states;
  private final SightingJournal journal;

  /**
   * An empty cache.
   *
   * @param blocks where the times of sightings are kept
   */
  public NodeStateCache(States states, SightingJournal.Blocks blocks) {
    this.states = states;
    this.journal = new SightingJournal(blocks);
  }

  /** Takes back a block that was written before a restart. Blocks come first, in any order. */
  public void restore(long number, SightingBlock block) {
    journal.restore(number, block);
  }

  /**
   * Takes back a node. Nodes come after all blocks.
   *
   * @param node with nothing known of it but its key
   * @param written its own state, as it was written
   * @return its state as of the last commit
   */
  public NodeState restore(NodeEntry node, NodeState written) {
    table.add(node);
    return journal.restore(node, written);
  }

  /** All that was written has been taken back. */
  public void endRestoring() {
    journal.endRestoring();
  }

  /**
   * The node that a record is about; null if it is not known.
   *
   * @param fingerprint of the record
   */
  public NodeEntry find(PackedRecords record, ObservationFingerprint fingerprint) {
    return table.find(record, fingerprint);
  }

  /** Whether {@link #prefetch} makes finding faster. */
  public boolean isWorthPrefetching() {
    return table.isLarge();
  }

  /** How many records {@link #prefetch} looks at. */
  public static int prefetchSize() {
    return Prefetcher.GROUP;
  }

  /** Prepares finding the nodes of the next records. */
  public void prefetch(PackedRecords ahead) {
    prefetcher.touchNodes(table, ahead);
  }

  /** Adds a node that is not there. */
  public void add(NodeEntry node) {
    table.add(node);
    journal.add(node);
  }

  /**
   * A node may have changed: it is written with the next commit if it has, and leaves the cache if
   * nothing is known of it any more.
   */
  public void update(NodeEntry node) {
    if (node.markDirty()) {
      dirty.add(node);
    }
    if (node.isForgettable()) {
      table.remove(node);
      journal.forget(node);
    }
  }

  /** Writes what has changed since the last time. */
  public void write() {
    // of two nodes with the same key the first is one that was forgotten
    for (int begin = 0; begin < dirty.size(); begin += Prefetcher.GROUP) {
      int end = Math.min(begin + Prefetcher.GROUP, dirty.size());
      List<NodeEntry> group = dirty.subList(begin, end);
      prefetcher.touchJournal(journal, group);
      for (NodeEntry node : group) {
        if (!journal.note(node)) {
          states.put(node.key(), journal.state(node));
        }
      }
    }
    dirty.clear();
    journal.commit();
  }
}
