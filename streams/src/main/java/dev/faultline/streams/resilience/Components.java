package dev.faultline.streams.resilience;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.measure.Exact;
import dev.faultline.streams.network.FaultRule;
import java.util.LinkedHashMap;
import java.util.Map;

/** The six components of the resilience index, by name, in their order; all within 0 and 1. */
final class Components {

  private static final double DIVERSITY_GOAL = 9;

  private Components() {}

  /** Those that are defined. */
  static Map<String, Double> of(
      Map<Dimension, Profile> profiles,
      Counts counts,
      Exposures exposures,
      FaultRule liveness,
      Unknown unknown) {
    Profile provider = profiles.get(Dimension.PROVIDER);
    Map<String, Double> components = new LinkedHashMap<>();
    components.put("margin(provider)", margin(provider, liveness, unknown));
    components.put("margin(site)", margin(profiles.get(Dimension.SITE), liveness, unknown));
    components.put("margin(country)", margin(profiles.get(Dimension.COUNTRY), liveness, unknown));
    components.put("diversity(provider)", diversity(provider, unknown));
    components.put("availability", availability(counts));
    components.put(
        "headroom",
        headroom(
            unknown == Unknown.OF_SMALL_ONES ? exposures.major().low() : exposures.major().high(),
            counts,
            liveness));
    components.values().removeIf(component -> component == null);
    return components;
  }

  /** How far the largest share stays under the liveness threshold; null if no entity is known. */
  static Double margin(Profile profile, FaultRule liveness, Unknown unknown) {
    if (!profile.isKnown()) {
      return null;
    }
    long known = profile.ranking().total();
    return switch (unknown) {
      case LEFT_OUT -> Threshold.distance(liveness, profile.largest(), known);
      case OF_THE_LARGEST ->
          Threshold.distance(
              liveness, profile.largest() + profile.unknown(), known + profile.unknown());
      case OF_SMALL_ONES ->
          Threshold.distance(liveness, profile.largest(), known + profile.unknown());
    };
  }

  /** (1/hhi − 1)/9 within 0 and 1; null if no entity is known. */
  static Double diversity(Profile profile, Unknown unknown) {
    return profile.isKnown()
        ? Math.min(1, Math.max(0, (profile.effectiveEntities(unknown) - 1) / DIVERSITY_GOAL))
        : null;
  }

  /** live / (live + down + silent); null if nothing was seen. */
  static Double availability(Counts counts) {
    long seen = Exact.add(Exact.add(counts.live(), counts.down()), counts.silent());
    return seen == 0 ? null : Exact.ratio(counts.live(), seen);
  }

  /** How far an exposed weight stays under the liveness threshold; null if nobody is live. */
  static Double headroom(long exposed, Counts counts, FaultRule liveness) {
    return counts.live() == 0 ? null : Threshold.distance(liveness, exposed, counts.live());
  }
}
