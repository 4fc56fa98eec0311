package dev.faultline.streams.index;

import dev.faultline.providers.RegionCountries;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.measure.Exact;
import dev.faultline.streams.merge.ClosedTallies;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.resilience.Counts;
import dev.faultline.streams.resilience.Exposures;
import dev.faultline.streams.resilience.HostedWeight;
import dev.faultline.streams.resilience.IndexRange;
import dev.faultline.streams.resilience.OpenIncident;
import dev.faultline.streams.resilience.Profile;
import dev.faultline.streams.resilience.Resilience;
import dev.faultline.streams.resilience.Survivors;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.Tallies;
import dev.faultline.streams.tally.Tallies.Tally;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Turns a population's tallies and the open incidents at one T into resilience rows, one a window:
 * by weight if any node seen in the longest window has some, else by nodes.
 */
final class ResilienceIndex {

  private static final RegionCountries REGION_COUNTRIES = RegionCountries.load();

  private final PopulationRules rules;
  private final PopulationProfiles profiles;

  ResilienceIndex(PopulationRules rules, PopulationProfiles profiles) {
    this.rules = rules;
    this.profiles = profiles;
  }

  /** How the rows of T are weighted. */
  Weighting weighting(ClosedTallies closed) {
    int longest = rules.windowSeconds().size() - 1;
    return seen(closed, longest, Weighting.WEIGHT) > 0 ? Weighting.WEIGHT : Weighting.NODES;
  }

  /**
   * Measures one window.
   *
   * @param open the incidents open at T, as known at T
   * @param incidentsThrough they were chosen among the revisions before this offset
   * @throws ArithmeticException if the weights add up to more than 2^63−1
   */
  ResilienceRow row(
      ClosedTallies closed,
      int window,
      Weighting weighting,
      List<OpenIncident> open,
      long incidentsThrough) {
    Map<Dimension, Profile> dimensions = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      dimensions.put(dimension, profiles.profile(closed, window, dimension, weighting));
    }
    Counts counts = counts(closed, window, weighting);
    Counts nodes = counts(closed, window, Weighting.NODES);
    Exposures exposures = Exposures.of(open, hosted(closed, window, weighting), REGION_COUNTRIES);
    Resilience measured = Resilience.of(dimensions, counts, exposures, rules.liveness());
    ResilienceRow.Builder row = ResilienceRow.newBuilder();
    row.setNetwork(rules.population().network());
    row.setLayer(rules.population().layer());
    row.setAt(Instant.ofEpochMilli(closed.at()));
    row.setWindowS(rules.windowSeconds().get(window));
    row.setWeighting(weighting);
    row.setLive(counts.live());
    row.setDown(counts.down());
    row.setSilent(counts.silent());
    row.setLiveNodes(nodes.live());
    row.setDownNodes(nodes.down());
    row.setSilentNodes(nodes.silent());
    row.setIncidentsThrough(incidentsThrough);
    setExposures(row, exposures, counts.live());
    setMeasures(row, measured);
    row.setCoverageProvider(dimensions.get(Dimension.PROVIDER).measures().coverage());
    row.setCoverageSite(dimensions.get(Dimension.SITE).measures().coverage());
    row.setCoverageCountry(dimensions.get(Dimension.COUNTRY).measures().coverage());
    row.setMethodologyVersion(DecentralizationIndex.METHODOLOGY_VERSION);
    return row.build();
  }

  /** The largest share that one provider with an open outage hosts; null if nothing is live. */
  Double outageProviderShare(
      ClosedTallies closed, int window, Weighting weighting, List<OpenIncident> open) {
    Map<String, Tally> providers =
        closed.tallies().cell(window, DimensionCode.of(Dimension.PROVIDER));
    long largest =
        open.stream()
            .flatMap(incident -> incident.places().stream())
            .map(place -> providers.get(place.provider()))
            .filter(Objects::nonNull)
            .mapToLong(tally -> PopulationProfiles.counted(tally, weighting))
            .max()
            .orElse(0);
    return share(largest, profiles.status(closed, window, Tallies.LIVE, weighting));
  }

  private Counts counts(ClosedTallies closed, int window, Weighting weighting) {
    int longest = rules.windowSeconds().size() - 1;
    return Counts.of(
        profiles.status(closed, window, Tallies.LIVE, weighting),
        profiles.status(closed, window, Tallies.DOWN, weighting),
        seen(closed, longest, weighting));
  }

  private long seen(ClosedTallies closed, int window, Weighting weighting) {
    return Exact.add(
        profiles.status(closed, window, Tallies.LIVE, weighting),
        profiles.status(closed, window, Tallies.DOWN, weighting));
  }

  private HostedWeight hosted(ClosedTallies closed, int window, Weighting weighting) {
    HostedWeight hosted = new HostedWeight();
    Map<String, Tally> providers =
        closed.tallies().cell(window, DimensionCode.of(Dimension.PROVIDER));
    providers.forEach(
        (provider, tally) ->
            hosted.addProvider(provider, PopulationProfiles.counted(tally, weighting)));
    Map<String, Tally> regions = closed.tallies().cell(window, DimensionCode.of(Dimension.REGION));
    regions.forEach(
        (region, tally) -> hosted.addRegion(region, PopulationProfiles.counted(tally, weighting)));
    Map<String, Tally> sites = closed.tallies().cell(window, DimensionCode.of(Dimension.SITE));
    sites.forEach(
        (site, tally) -> {
          Tally ofRegion = regions.get(site);
          hosted.addSite(
              site,
              PopulationProfiles.counted(tally, weighting),
              ofRegion == null ? 0 : PopulationProfiles.counted(ofRegion, weighting));
        });
    return hosted;
  }

  private static void setExposures(ResilienceRow.Builder row, Exposures exposures, long live) {
    row.setExposureAnyLow(share(exposures.any().low(), live));
    row.setExposureAnyHigh(share(exposures.any().high(), live));
    row.setExposureMajorLow(share(exposures.major().low(), live));
    row.setExposureMajorHigh(share(exposures.major().high(), live));
    row.setExposureCriticalLow(share(exposures.critical().low(), live));
    row.setExposureCriticalHigh(share(exposures.critical().high(), live));
    row.setOpenIncidents(exposures.open());
    row.setIncidentsInScope(exposures.inScope());
  }

  private static Double share(long part, long live) {
    return live == 0 ? null : Exact.ratio(part, live);
  }

  private static void setMeasures(ResilienceRow.Builder row, Resilience measured) {
    row.setAvailability(measured.availability());
    row.setMargin(named(measured.margin(), margin -> margin));
    row.setDiversity(named(measured.diversity(), diversity -> diversity));
    row.setBlastRadius(named(measured.survivors(), Survivors::blastRadius));
    row.setSurvivorsEntities(named(measured.survivors(), Survivors::entities));
    row.setSurvivorsNakamoto(named(measured.survivors(), Survivors::nakamoto));
    row.setSurvivorsHhi(named(measured.survivors(), Survivors::hhi));
    row.setSurvivorsTop1(named(measured.survivors(), Survivors::top1));
    row.setHybridShare(measured.hybridShare());
    row.setHybridEntropy(measured.hybridEntropy());
    row.setHeadroom(measured.headroom());
    setIndex(row, measured.index());
    row.setHalting(measured.halting().stream().map(ResilienceIndex::name).toList());
    row.setWeakest(measured.weakest());
    row.setWeakestValue(measured.weakestValue());
    row.setNullReason(measured.nullReason());
  }

  private static void setIndex(ResilienceRow.Builder row, IndexRange index) {
    if (index != null) {
      row.setResilienceIndex(index.value());
      row.setIndexLow(index.low());
      row.setIndexHigh(index.high());
      row.setIndexWeightsLow(index.weightsLow());
      row.setIndexWeightsHigh(index.weightsHigh());
    }
  }

  private static String name(Dimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT);
  }

  /** In the order of the names, so that equal maps are equal bytes; without what is undefined. */
  private static <V, N> Map<String, N> named(Map<Dimension, V> values, Function<V, N> getter) {
    Map<String, N> named = new TreeMap<>();
    values.forEach(
        (dimension, value) -> {
          N number = getter.apply(value);
          if (number != null) {
            named.put(name(dimension), number);
          }
        });
    return named;
  }
}
