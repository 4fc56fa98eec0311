package dev.faultline.api.index;

import java.util.List;

/**
 * The joint Nakamoto coefficient: how few entities of any dimension halt a population together.
 *
 * @param lower at least so many; null if all that is known together does not
 * @param upper so many do; null as well
 * @param entities those that do, as {@code dimension:entity}
 */
public record JointHalt(Integer lower, Integer upper, List<String> entities) {

  /** As people say it; a dash where there is none. */
  public String inWords() {
    if (upper == null) {
      return Figures.NONE;
    }
    String count = upper.equals(lower) ? upper.toString() : lower + " to " + upper;
    return count + ": " + String.join(", ", entities.stream().map(JointHalt::named).toList());
  }

  private static String named(String entity) {
    int colon = entity.indexOf(':');
    String dimension = entity.substring(0, colon);
    return dimension + " " + WeakestInWords.entity(dimension, entity.substring(colon + 1));
  }
}
