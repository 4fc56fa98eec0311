package dev.faultline.streams.impact;

import dev.faultline.providers.RegionCountries;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.measure.Exact;
import dev.faultline.streams.resilience.Exposure;
import dev.faultline.streams.resilience.HostedWeight;
import dev.faultline.streams.resilience.Place;
import dev.faultline.streams.roll.TallyChange;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.ExactWeight;
import dev.faultline.streams.tally.Tallies;
import dev.faultline.streams.tally.Tallies.Tally;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The live weight in a scope, and in all, as the tallies stand; can be taken back in time. */
final class ScopedWeight {

  private final int window;
  private final Weighting weighting;
  private final List<Place> places;
  private final Set<String> providers = new HashSet<>();
  private final Set<String> regions = new HashSet<>();
  private final HostedWeight hosted = new HostedWeight();
  private long total;

  ScopedWeight(Tallies now, int window, Weighting weighting, List<Place> places) {
    this.window = window;
    this.weighting = weighting;
    this.places = places;
    for (Place place : places) {
      providers.add(place.provider());
      place.region().ifPresent(region -> regions.add(place.provider() + "/" + region));
    }
    for (String provider : providers) {
      hosted.addProvider(provider, counted(now, Dimension.PROVIDER, provider));
    }
    for (String region : regions) {
      hosted.addRegion(region, counted(now, Dimension.REGION, region));
    }
    total = counted(now.status(window, Tallies.LIVE));
  }

  private long counted(Tallies tallies, Dimension dimension, String entity) {
    return counted(tallies.tally(window, DimensionCode.of(dimension), entity));
  }

  private long counted(Tally tally) {
    return weighting == Weighting.NODES ? tally.nodes() : tally.weight();
  }

  /** Goes back to before a change; one of a band beyond the window changes nothing here. */
  void takeBack(TallyChange change) {
    if (change.getBand() > window) {
      return;
    }
    long before =
        -(weighting == Weighting.NODES
            ? change.getNodes()
            : ExactWeight.sum(change.getWeightHigh(), change.getWeightLow()));
    String entity = change.getEntity();
    int dimension = change.getDimension();
    if (dimension == Tallies.STATUS && entity.equals(Tallies.LIVE)) {
      total = Exact.add(total, before);
    } else if (dimension == DimensionCode.of(Dimension.PROVIDER) && providers.contains(entity)) {
      hosted.addProvider(entity, before);
    } else if (dimension == DimensionCode.of(Dimension.REGION) && regions.contains(entity)) {
      hosted.addRegion(entity, before);
    }
  }

  /** What there is now, as a sample of T. Where regions lie does not move the low end. */
  Sample sample(long at) {
    return new Sample(at, Exposure.of(places, hosted, RegionCountries.empty()).low(), total);
  }
}
