package dev.faultline.streams.stress;

import dev.faultline.schemas.Dimension;
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

  private static final int OPERATOR = JointKey.DIMENSIONS.indexOf(Dimension.OPERATOR);

  private final Map<String, Numbers> byKey = new HashMap<>();
  private final List<Map<String, Integer>> numbers = new ArrayList<>();
  private final List<List<String>> ids = new ArrayList<>();
  private final Map<List<Integer>, Integer> groups = new HashMap<>();

  /**
   * The numbers of a key.
   *
   * @param entities of its entities, in the order of the dimensions; -1 is unknown
   * @param group of all keys that differ from it in the operator alone
   */
  record Numbers(int[] entities, int group) {}

  /** An empty one. */
  public JointDictionary() {
    clear();
  }

  private void clear() {
    byKey.clear();
    numbers.clear();
    ids.clear();
    groups.clear();
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

  /** The numbers of a key. */
  Numbers numbers(String key) {
    return byKey.computeIfAbsent(key, this::number);
  }

  private Numbers number(String key) {
    List<String> entities = JointKey.entities(key);
    int[] found = new int[entities.size()];
    List<Integer> withoutOperator = new ArrayList<>();
    for (int dimension = 0; dimension < found.length; dimension++) {
      String id = entities.get(dimension);
      found[dimension] = id == null ? JointPopulation.UNKNOWN : number(dimension, id);
      if (dimension != OPERATOR) {
        withoutOperator.add(found[dimension]);
      }
    }
    int next = groups.size();
    Integer group = groups.putIfAbsent(withoutOperator, next);
    return new Numbers(found, group == null ? next : group);
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

  /** How many groups there are. */
  int groups() {
    return groups.size();
  }

  /** The ids of a dimension by their numbers. */
  String[] ids(int dimension) {
    return ids.get(dimension).toArray(String[]::new);
  }
}
