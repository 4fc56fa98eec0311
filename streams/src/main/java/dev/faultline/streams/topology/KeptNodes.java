package dev.faultline.streams.topology;

import dev.faultline.streams.pack.PackedRecords;
import dev.faultline.streams.roll.NodeState;
import dev.faultline.streams.roll.SightingBlock;
import dev.faultline.streams.roll.SightingJournal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The nodes of one partition, on the heap; in the stores what is needed to have them again after a
 * restart, as of the last commit.
 */
final class KeptNodes {

  private final NodeTable table = new NodeTable();
  private final List<KnownNode> changed = new ArrayList<>();
  private final KeyValueStore<byte[], NodeState> states;
  private final KeyValueStore<Long, SightingBlock> blocks;
  private final SightingJournal journal;
  private int fetched;

  private KeptNodes(
      KeyValueStore<byte[], NodeState> states, KeyValueStore<Long, SightingBlock> blocks) {
    this.states = states;
    this.blocks = blocks;
    this.journal = new SightingJournal(blocks::put);
  }

  /**
   * Takes back what was written last, and writes from then on.
   *
   * @param known makes the node of a key, with nothing known of it but that
   */
  static KeptNodes restored(
      WriteBehindStore<byte[], NodeState> states,
      KeyValueStore<Long, SightingBlock> blocks,
      Function<String, KnownNode> known) {
    KeptNodes nodes = new KeptNodes(states.wrapped(), blocks);
    nodes.restore(known);
    states.beforeCommit(nodes::write);
    return nodes;
  }

  private void restore(Function<String, KnownNode> known) {
    try (KeyValueIterator<Long, SightingBlock> all = blocks.all()) {
      while (all.hasNext()) {
        KeyValue<Long, SightingBlock> entry = all.next();
        journal.restore(entry.key, entry.value);
      }
    }
    try (KeyValueIterator<byte[], NodeState> all = states.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], NodeState> entry = all.next();
        KnownNode node = known.apply(new String(entry.key, StandardCharsets.UTF_8));
        table.add(node);
        node.population().roll().restore(node, journal.restore(node, entry.value));
      }
    }
    journal.endRestoring();
  }

  /** The node that a record is about, which says this; null if it is not known. */
  KnownNode find(PackedRecords record, Statement statement) {
    return table.find(record, statement);
  }

  /** Whether it is worth to look ahead. */
  boolean areMany() {
    return table.isLarge();
  }

  /** Prepares finding the nodes of the next records, as many as a group has. */
  void lookAhead(PackedRecords ahead) {
    table.fetch(ahead);
  }

  /** Adds a node that is not there. */
  void add(KnownNode node) {
    table.add(node);
    journal.add(node);
  }

  /** Its state is not what was written last. */
  void changed(KnownNode node) {
    changed.add(node);
  }

  /** Nothing is known of it any more, which is still to be written. */
  void forgotten(KnownNode node) {
    table.remove(node);
    journal.forget(node);
  }

  private void write() {
    // of two nodes with the same key the first is one that was forgotten
    for (int begin = 0; begin < changed.size(); begin += NodeTable.GROUP) {
      int end = Math.min(begin + NodeTable.GROUP, changed.size());
      List<KnownNode> group = changed.subList(begin, end);
      fetched += journal.fetch(group);
      for (KnownNode node : group) {
        if (!journal.note(node)) {
          states.put(node.key(), journal.state(node));
        }
      }
    }
    changed.clear();
    journal.commit();
  }
}
