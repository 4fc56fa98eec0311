package dev.faultline.streams.resilience;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.network.FaultRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much a population can lose, and what open incidents put at risk, in one weighting. Shares are
 * of the known weight of a dimension, exposures of all live weight. A null is undefined.
 *
 * @param availability live / (live + down + silent)
 * @param margin by dimension: how far the largest share stays under the liveness threshold
 * @param diversity by dimension: (1/hhi − 1)/9 within 0 and 1, so 1 effective entity gives 0, and
 *     10 give 1
 * @param survivors by dimension: the loss of the largest entity, and the rest
 * @param hybridShare share of the weight of known hosting that is not hyperscale
 * @param hybridEntropy normalized entropy over hosting classes
 * @param headroom how far the high end of the major exposure stays under the liveness threshold
 * @param halting dimensions whose largest entity alone halts the population
 * @param index the geometric mean of six components, and its ranges
 * @param weakest name of the least of the components that are defined; the first of several
 * @param weakestValue its value, before it is raised to the floor of the index
 * @param nullReason why there is no index
 */
public record Resilience(
    Double availability,
    Map<Dimension, Double> margin,
    Map<Dimension, Double> diversity,
    Map<Dimension, Survivors> survivors,
    Double hybridShare,
    Double hybridEntropy,
    Double headroom,
    List<Dimension> halting,
    IndexRange index,
    String weakest,
    Double weakestValue,
    String nullReason) {

  /** Dimensions whose largest entity may halt the population, in the order they are named. */
  private static final List<Dimension> HALTING =
      List.of(
          Dimension.PROVIDER,
          Dimension.SITE,
          Dimension.COUNTRY,
          Dimension.CLIENT,
          Dimension.OPERATOR);

  /** Dimensions of which the index needs to know something. */
  private static final List<Dimension> NEEDED =
      List.of(Dimension.PROVIDER, Dimension.SITE, Dimension.COUNTRY);

  /**
   * Measures a population.
   *
   * @param profiles every dimension
   */
  public static Resilience of(
      Map<Dimension, Profile> profiles, Counts counts, Exposures exposures, FaultRule liveness) {
    Map<Dimension, Double> margin = new EnumMap<>(Dimension.class);
    Map<Dimension, Double> diversity = new EnumMap<>(Dimension.class);
    Map<Dimension, Survivors> survivors = new EnumMap<>(Dimension.class);
    profiles.forEach(
        (dimension, profile) -> {
          if (profile.isKnown()) {
            survivors.put(dimension, profile.survivors());
            diversity.put(dimension, Components.diversity(profile, Unknown.LEFT_OUT));
            if (HALTING.contains(dimension) || dimension == Dimension.REGION) {
              margin.put(dimension, Components.margin(profile, liveness, Unknown.LEFT_OUT));
            }
          }
        });
    Profile hosting = profiles.get(Dimension.HOSTING);
    Map<String, Double> components =
        Components.of(profiles, counts, exposures, liveness, Unknown.LEFT_OUT);
    String nullReason = nullReason(profiles, counts);
    String weakest = weakest(components);
    return new Resilience(
        Components.availability(counts),
        margin,
        diversity,
        survivors,
        hosting.isKnown() ? Hybrid.share(hosting.ranking()) : null,
        hosting.measures().normalizedEntropy(),
        Components.headroom(exposures.major().high(), counts, liveness),
        HALTING.stream().filter(dimension -> profiles.get(dimension).largestHalts()).toList(),
        nullReason == null
            ? index(
                components,
                Components.of(profiles, counts, exposures, liveness, Unknown.OF_THE_LARGEST),
                Components.of(profiles, counts, exposures, liveness, Unknown.OF_SMALL_ONES))
            : null,
        weakest,
        weakest == null ? null : components.get(weakest),
        nullReason);
  }

  private static IndexRange index(
      Map<String, Double> known, Map<String, Double> worst, Map<String, Double> best) {
    Composite composite = Composite.of(known);
    return new IndexRange(
        composite.index(),
        Composite.index(worst),
        Composite.index(best),
        composite.low(),
        composite.high());
  }

  private static String weakest(Map<String, Double> components) {
    String weakest = null;
    for (Map.Entry<String, Double> component : components.entrySet()) {
      if (weakest == null || component.getValue() < components.get(weakest)) {
        weakest = component.getKey();
      }
    }
    return weakest;
  }

  private static String nullReason(Map<Dimension, Profile> profiles, Counts counts) {
    if (counts.live() == 0) {
      return "no live weight";
    }
    List<String> missing = new ArrayList<>();
    for (Dimension dimension : NEEDED) {
      if (!profiles.get(dimension).isKnown()) {
        missing.add(dimension.name().toLowerCase(Locale.ROOT));
      }
    }
    return missing.isEmpty() ? null : "wholly unknown: " + String.join(", ", missing);
  }
}
