package dev.faultline.cli.output;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The name that somebody probably meant. */
public final class NearestName {

  private static final double LEAST_LIKENESS = 0.3;

  private NearestName() {}

  /** The most similar of some names, by their pairs of letters (Dice's coefficient). */
  public static Optional<String> of(String text, Collection<String> names) {
    return names.stream()
        .max(Comparator.comparingDouble(name -> likeness(text, name)))
        .filter(name -> likeness(text, name) >= LEAST_LIKENESS);
  }

  private static double likeness(String a, String b) {
    Set<String> left = pairs(a);
    Set<String> right = pairs(b);
    Set<String> common = new HashSet<>(left);
    common.retainAll(right);
    int all = left.size() + right.size();
    return all == 0 ? 0 : 2.0 * common.size() / all;
  }

  private static Set<String> pairs(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i + 1 < lower.length(); i++) {
      pairs.add(lower.substring(i, i + 2));
    }
    return pairs;
  }
}
