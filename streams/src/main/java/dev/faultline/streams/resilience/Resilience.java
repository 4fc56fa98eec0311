package dev.faultline.streams.resilience;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.measure.Exact;
import dev.faultline.streams.network.FaultRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param index 0 to 100, the geometric mean of six components
 * @param low least index with each component's weight moved by 25 %
 * @param high greatest such index
 * @param weakest name of the least of the components that are defined; the first of several
 * @param weakestValue its value
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
    Double index,
    Double low,
    Double high,
    String weakest,
    Double weakestValue,
    String nullReason) {

  /** Dimensions with a margin, in the order of the columns. */
  private static final List<Dimension> MARGINS =
      List.of(
          Dimension.PROVIDER,
          Dimension.REGION,
          Dimension.COUNTRY,
          Dimension.CLIENT,
          Dimension.OPERATOR);

  /** Dimensions that the index needs to know at least {@link #NEEDED_FIFTHS} fifths of. */
  private static final List<Dimension> NEEDED =
      List.of(Dimension.PROVIDER, Dimension.REGION, Dimension.COUNTRY);

  private static final long NEEDED_FIFTHS = 4;
  private static final double DIVERSITY_GOAL = 9;
  private static final String HYPERSCALE = "hyperscale";

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
            diversity.put(dimension, diversity(profile.measures().effectiveEntities()));
            if (MARGINS.contains(dimension)) {
              margin.put(
                  dimension,
                  Threshold.distance(liveness, profile.largest(), profile.ranking().total()));
            }
          }
        });
    long seen = Exact.add(Exact.add(counts.live(), counts.down()), counts.silent());
    Double availability = seen == 0 ? null : Exact.ratio(counts.live(), seen);
    Double headroom =
        counts.live() == 0
            ? null
            : Threshold.distance(liveness, exposures.major().high(), counts.live());
    Profile hosting = profiles.get(Dimension.HOSTING);
    Map<String, Double> components = components(margin, diversity, availability, headroom);
    String nullReason = nullReason(profiles, counts);
    Composite composite = nullReason == null ? Composite.of(components) : null;
    String weakest = weakest(components);
    return new Resilience(
        availability,
        margin,
        diversity,
        survivors,
        hosting.isKnown() ? hybridShare(hosting) : null,
        hosting.measures().normalizedEntropy(),
        headroom,
        composite == null ? null : composite.index(),
        composite == null ? null : composite.low(),
        composite == null ? null : composite.high(),
        weakest,
        weakest == null ? null : components.get(weakest),
        nullReason);
  }

  private static double diversity(double effectiveEntities) {
    return Math.min(1, Math.max(0, (effectiveEntities - 1) / DIVERSITY_GOAL));
  }

  private static double hybridShare(Profile hosting) {
    long known = hosting.ranking().total();
    long hyperscale = 0;
    for (int rank = 0; rank < hosting.ranking().size(); rank++) {
      if (hosting.ranking().entity(rank).equals(HYPERSCALE)) {
        hyperscale = hosting.ranking().weight(rank);
      }
    }
    return Exact.ratio(known - hyperscale, known);
  }

  /** The components of the index that are defined, in their order. */
  private static Map<String, Double> components(
      Map<Dimension, Double> margin,
      Map<Dimension, Double> diversity,
      Double availability,
      Double headroom) {
    Map<String, Double> components = new LinkedHashMap<>();
    components.put("margin(provider)", margin.get(Dimension.PROVIDER));
    components.put("margin(region)", margin.get(Dimension.REGION));
    components.put("margin(country)", margin.get(Dimension.COUNTRY));
    components.put("diversity(provider)", diversity.get(Dimension.PROVIDER));
    components.put("availability", availability);
    components.put("headroom", headroom);
    components.values().removeIf(component -> component == null);
    return components;
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
      // in 128 bits, since five times a weight may not fit a long
      long known = profiles.get(dimension).ranking().total();
      if (Exact.compareProducts(NEEDED_FIFTHS + 1, known, NEEDED_FIFTHS, counts.live()) < 0) {
        missing.add(dimension.name().toLowerCase(java.util.Locale.ROOT));
      }
    }
    return missing.isEmpty() ? null : "coverage below 0.8: " + String.join(", ", missing);
  }
}
