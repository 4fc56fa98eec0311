package dev.faultline.streams.node;

import dev.faultline.streams.roll.NodeState;
import dev.faultline.streams.roll.PendingSighting;
import dev.faultline.streams.roll.SightedNode;
import dev.faultline.streams.roll.Sighting;
import dev.faultline.streams.roll.SightingBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the nodes of one partition were observed last, apart from what they are. Nearly all
 * observations say what their node said before, so nearly all that must be written of nodes is
 * times: these go into blocks of many nodes, some twenty bytes for each, and a node's own state is
 * written only when something else about it changes.
 *
 * <p>A block counts as long as it is the newest to tell of any of its nodes. A walk over all nodes
 * goes on by as many as were just written, and writes those again of which only an older block
 * tells than the walk's begin; when it is through, all such blocks are deleted. So a node costs one
 * entry more for each of its own at most, and no more than four entries a node are kept.
 */
public final class SightingJournal {

  /** Where blocks are kept. */
  public interface Blocks {
    /** Keeps a block; null deletes it. */
    void put(long block, SightingBlock sightings);
  }

  private static final int BLOCK_ENTRIES = 4096;

  /** Of a node whose own state is the newest that was written of it. */
  private static final long NO_BLOCK = -1;

  private final Blocks blocks;
  private final BitSet numbers = new BitSet();
  private final Map<Integer, List<SightedNode>> restored = new HashMap<>();
  private NodeEntry[] nodes = new NodeEntry[64];
  private long[] newest = new long[64];
  private int searchFrom;
  private List<SightedNode> open = new ArrayList<>();
  private int written;
  private long first;
  private long next;
  private long walkBegan;
  private int walked;

  /** An empty journal. */
  public SightingJournal(Blocks blocks) {
    this.blocks = blocks;
    Arrays.fill(newest, NO_BLOCK);
  }

  /** Begins to write of a node. */
  public void add(NodeEntry node) {
    int number = numbers.nextClearBit(searchFrom);
    searchFrom = number + 1;
    makeRoomFor(number);
    take(node, number);
  }

  private void makeRoomFor(int number) {
    if (number >= nodes.length) {
      int before = nodes.length;
      int length = Math.max(number + 1, before + before / 2);
      nodes = Arrays.copyOf(nodes, length);
      newest = Arrays.copyOf(newest, length);
      Arrays.fill(newest, before, length, NO_BLOCK);
    }
  }

  private void take(NodeEntry node, int number) {
    if (nodes[number] != null) {
      throw new IllegalStateException("two nodes with the number " + number);
    }
    numbers.set(number);
    nodes[number] = node;
    node.number(number);
  }

  /** Ends writing of a node. Its deletion is still to be written. */
  public void forget(NodeEntry node) {
    int number = node.number();
    if (number < 0 || nodes[number] != node) {
      return;
    }
    nodes[number] = null;
    newest[number] = NO_BLOCK;
    numbers.clear(number);
    searchFrom = Math.min(searchFrom, number);
  }

  /** The newest block that tells of a node. */
  long newestBlock(NodeEntry node) {
    return newest[node.number()];
  }

  /**
   * Takes note of a node that has changed.
   *
   * @return false if its own state must be written
   */
  public boolean note(NodeEntry node) {
    written++;
    if (!node.isOnlySightedAgain()) {
      return false;
    }
    append(node);
    return true;
  }

  /** A node's own state, to be written now; null if nothing is kept of it any more. */
  public NodeState state(NodeEntry node) {
    NodeState state = NodeStates.state(node, next);
    if (state != null) {
      newest[node.number()] = NO_BLOCK;
    }
    return state;
  }

  private void append(NodeEntry node) {
    node.addSightings(open);
    newest[node.number()] = next;
    if (open.size() >= BLOCK_ENTRIES) {
      close();
    }
  }

  private void close() {
    if (!open.isEmpty()) {
      blocks.put(next, new SightingBlock(open));
      next++;
      open = new ArrayList<>();
    }
  }

  /** Everything that has changed since the last time was noted: writes what is left. */
  public void commit() {
    for (; written > 0 && walked < nodes.length; written--) {
      if (newest[walked] != NO_BLOCK && newest[walked] < walkBegan) {
        append(nodes[walked]);
      }
      walked++;
    }
    written = 0;
    close();
    if (walked == nodes.length) {
      for (; first < walkBegan; first++) {
        blocks.put(first, null);
      }
      walkBegan = next;
      walked = 0;
    }
  }

  /** Takes back a block that was written before a restart. Blocks come first, in any order. */
  public void restore(long number, SightingBlock block) {
    List<SightedNode> sighted = block.getSighted();
    for (int at = 0; at < sighted.size(); at++) {
      int node = sighted.get(at).getNumber();
      makeRoomFor(node);
      if (newest[node] < number) {
        newest[node] = number;
        restored.put(node, sighted.subList(at, sighted.size()));
      }
    }
    first = next == 0 ? number : Math.min(first, number);
    next = Math.max(next, number + 1);
  }

  /**
   * Takes back a node. Nodes come after all blocks.
   *
   * @param state as it was written
   * @return as it was when the journal ended
   */
  public NodeState restore(NodeEntry node, NodeState state) {
    int number = state.getNumber();
    makeRoomFor(number);
    take(node, number);
    next = Math.max(next, state.getBlock());
    if (newest[number] < state.getBlock()) {
      newest[number] = NO_BLOCK;
      return state;
    }
    List<PendingSighting> pending = new ArrayList<>(1);
    SightedNode last = null;
    for (SightedNode each : restored.get(number)) {
      if (each.getNumber() != number) {
        break;
      }
      if (each.getSlot() >= 0) {
        pending.add(new PendingSighting(each.getSlot(), each.getPendingAt(), null));
      }
      last = each;
    }
    Sighting said = state.getCurrent();
    Sighting current =
        new Sighting(last.getObservedAt(), said.getLive(), said.getWeight(), said.getEntities());
    return new NodeState(state.getAnnouncedPlacement(), current, pending, number, state.getBlock());
  }

  /** All that was written has been taken back. */
  public void endRestoring() {
    restored.clear();
    for (int number = 0; number < nodes.length; number++) {
      if (nodes[number] == null) {
        newest[number] = NO_BLOCK;
      }
    }
    walkBegan = next;
  }
}
