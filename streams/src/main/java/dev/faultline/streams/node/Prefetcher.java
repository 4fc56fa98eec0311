package dev.faultline.streams.node;

import dev.faultline.streams.pack.PackedRecords;
import java.util.List;

/**
 * Has what the next records need brought into the processor's caches. Each step from a slot of the
 * table to what its node said last waits for memory if there are many nodes; taken for one record
 * after another they would wait one after another, taken for many records side by side they wait
 * together. Nothing but speed depends on it.
 */
final class Prefetcher {

  /** How many records or nodes are looked at side by side. */
  static final int GROUP = 32;

  private final int[] hashes = new int[GROUP];
  private final NodeEntry[] nodes = new NodeEntry[GROUP];

  // what is read must be used for something, or the compiler leaves the reading out
  private int touched;

  /** Touches the nodes that the next records are about, as many as a group has. */
  void touchNodes(NodeTable table, PackedRecords ahead) {
    int count = 0;
    while (count < GROUP && ahead.next()) {
      hashes[count++] = NodeTable.hash(ahead.bytes(), ahead.keyBegin(), ahead.keyEnd());
    }
    for (int i = 0; i < count; i++) {
      nodes[i] = table.firstCandidate(hashes[i]);
      touched += table.firstCandidateHash(hashes[i]);
    }
    for (int i = 0; i < count; i++) {
      if (nodes[i] != null) {
        touched += nodes[i].hash();
      }
    }
    for (int i = 0; i < count; i++) {
      if (nodes[i] != null) {
        touched += (int) nodes[i].last().low();
      }
    }
  }

  /** Touches what the journal knows of the nodes that are noted next. */
  void touchJournal(SightingJournal journal, List<NodeEntry> next) {
    for (NodeEntry node : next) {
      touched += (int) journal.newestBlock(node);
    }
  }
}
