package dev.faultline.streams.stress;

import dev.faultline.schemas.Dimension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Entities that fail together.
 *
 * @param name unique among the scenarios in force
 * @param entities those that are named, by dimension
 * @param largest how many of a dimension's largest entities fail, whoever they are
 */
public record Scenario(
    String name, Map<Dimension, Set<String>> entities, Map<Dimension, Integer> largest) {

  /** Keeps copies. */
  public Scenario {
    Map<Dimension, Set<String>> named = new EnumMap<>(Dimension.class);
    entities.forEach((dimension, ids) -> named.put(dimension, new TreeSet<>(ids)));
    entities = Collections.unmodifiableMap(named);
    Map<Dimension, Integer> numbers = new EnumMap<>(Dimension.class);
    numbers.putAll(largest);
    largest = Collections.unmodifiableMap(numbers);
  }

  /** The dimensions of what fails: who is unknown in one of them may fail too. */
  Set<Dimension> dimensions() {
    Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
    dimensions.addAll(entities.keySet());
    dimensions.addAll(largest.keySet());
    return dimensions;
  }

  /** Who fails: {@code provider:aws}, {@code largest:provider:2}; in the order of the text. */
  public List<String> definition() {
    List<String> definition = new ArrayList<>();
    entities.forEach((dimension, ids) -> ids.forEach(id -> definition.add(name(dimension, id))));
    largest.forEach(
        (dimension, number) -> definition.add("largest:" + name(dimension, number.toString())));
    Collections.sort(definition);
    return definition;
  }

  /** An entity with its dimension. */
  static String name(Dimension dimension, String id) {
    return dimension.name().toLowerCase(Locale.ROOT) + ":" + id;
  }
}
