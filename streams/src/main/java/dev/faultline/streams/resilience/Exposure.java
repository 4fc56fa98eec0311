package dev.faultline.streams.resilience;

import dev.faultline.providers.RegionCountries;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The live weight inside the union of places. The truth lies between the two ends, since a node's
 * region, or an incident's, may be unknown.
 *
 * <ul>
 *   <li>A provider everywhere: all that it hosts, at both ends.
 *   <li>A provider in a region: what it hosts there at the low end; at the high end also what it
 *       hosts in regions that are not known, unless its country is known and no region of the
 *       incidents lies in it.
 *   <li>A provider in a region that the source does not tell: nothing at the low end, all that it
 *       hosts at the high end.
 * </ul>
 *
 * @param low weight that is known to be inside
 * @param high weight that may be inside
 */
public record Exposure(long low, long high) {

  /** No place, no weight. */
  public static final Exposure NONE = new Exposure(0, 0);

  /** What the places say of one provider. */
  private static final class Affected {
    private boolean everywhere;
    private boolean untold;
    private final Set<String> regions = new HashSet<>();

    void add(Place place) {
      if (place.region().isEmpty()) {
        untold = true;
      } else if (place.region().get().equals(Place.EVERYWHERE)) {
        everywhere = true;
      } else {
        regions.add(place.region().get());
      }
    }

    Exposure of(String provider, HostedWeight hosted, RegionCountries table) {
      long all = hosted.of(provider);
      if (everywhere) {
        return new Exposure(all, all);
      }
      long low = 0;
      for (String region : regions) {
        low += hosted.in(provider, region);
      }
      return new Exposure(low, untold ? all : low + possible(provider, hosted, table));
    }

    /** Of what is in unknown regions, all that may be in one of these. */
    private long possible(String provider, HostedWeight hosted, RegionCountries table) {
      long unlocated = hosted.unlocated(provider);
      Set<String> countries = new HashSet<>();
      for (String region : regions) {
        String country = table.countryOf(provider, region);
        if (country == null) {
          return unlocated;
        }
        countries.add(country);
      }
      return unlocated - hosted.unlocatedOutside(provider, countries);
    }
  }

  /**
   * Measures the union of places: what lies in two of them counts once.
   *
   * @param table in which country a region lies
   */
  public static Exposure of(Collection<Place> places, HostedWeight hosted, RegionCountries table) {
    Map<String, Affected> byProvider = new TreeMap<>();
    for (Place place : places) {
      byProvider.computeIfAbsent(place.provider(), key -> new Affected()).add(place);
    }
    Exposure union = NONE;
    for (Map.Entry<String, Affected> entry : byProvider.entrySet()) {
      Exposure one = entry.getValue().of(entry.getKey(), hosted, table);
      union = new Exposure(union.low + one.low, union.high + one.high);
    }
    return union;
  }
}
