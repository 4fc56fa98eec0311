package dev.faultline.streams.stress;

import dev.faultline.streams.tally.JointKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for the entities of joint keys, so that each key is taken apart once and not at each T.
 * Numbers say nothing beyond one population's process: no result depends on them.
 */
public final class JointDictionary {

  /** Forgotten keys are let go of once there are this many of them for each live one. */
  private static final int FORGOTTEN = 4;

  private static final int SMALL = 1024;

  private final Map<String, int[]> byKey = new HashMap<>();
  private final List<Map<String, Integer>> numbers = new ArrayList<>();
  private final List<List<String>> ids = new ArrayList<>();

  /** An empty one. */
  public JointDictionary() {
    clear();
  }

  private void clear() {
    byKey.clear();
    numbers.clear();
    ids.clear();
    for (int i = 0; i < JointKey.DIMENSIONS.size(); i++) {
      numbers.add(new HashMap<>());
      ids.add(new ArrayList<>());
    }
  }

  /** Begins to number a population of so many keys. */
  void begin(int keys) {
    if (byKey.size() > SMALL + FORGOTTEN * keys) {
      clear();
    }
  }

  /** The numbers of a key's entities, in the order of the dimensions; -1 is unknown. */
  int[] numbers(String key) {
    return byKey.computeIfAbsent(key, this::number);
  }

  private int[] number(String key) {
    List<String> entities = JointKey.entities(key);
    int[] found = new int[entities.size()];
    for (int dimension = 0; dimension < found.length; dimension++) {
      String id = entities.get(dimension);
      found[dimension] = id == null ? JointPopulation.UNKNOWN : number(dimension, id);
    }
    return found;
  }

  private int number(int dimension, String id) {
    List<String> known = ids.get(dimension);
    Integer number = numbers.get(dimension).putIfAbsent(id, known.size());
    if (number != null) {
      return number;
    }
    known.add(id);
    return known.size() - 1;
  }

  /** The ids of a dimension by their numbers. */
  String[] ids(int dimension) {
    return ids.get(dimension).toArray(String[]::new);
  }
}
