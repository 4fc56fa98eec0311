package dev.faultline.streams.roll;

import dev.faultline.streams.merge.ClosedTallies;
import dev.faultline.streams.tally.Tallies;
import java.util.Map;
import java.util.TreeMap;

/** All tallies of a population at one T, as text lines that compare well. */
record Snapshot(Map<String, String> lines) {

  static final String INCIDENTS = "incidents";

  static Snapshot of(RollSettings settings, ClosedTallies closed) {
    TreeMap<String, String> lines = new TreeMap<>();
    lines.put(INCIDENTS, Long.toString(closed.incidents()));
    for (int window = 0; window < settings.windows(); window++) {
      for (int dimension = 0; dimension < Tallies.DIMENSIONS; dimension++) {
        for (var entry : closed.tallies().cell(window, dimension).entrySet()) {
          lines.put(
              name(window, dimension, entry.getKey()),
              entry.getValue().nodes() + " nodes, " + entry.getValue().weight());
        }
      }
    }
    return new Snapshot(lines);
  }

  static String name(int window, int dimension, String entity) {
    return window + "/" + dimension + "/" + entity;
  }
}
