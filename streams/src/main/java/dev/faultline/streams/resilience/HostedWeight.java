package dev.faultline.streams.resilience;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How much live weight each provider hosts, and how much of it in which region.
 *
 * <p>A region is told by {@code provider/region}; a provider's spelling may have slashes.
 */
public final class HostedWeight {

  private final Map<String, Hosted> byProvider = new HashMap<>();

  /** One provider's weight. */
  private static final class Hosted {
    private long total;
    private long located;
    private final Map<String, Long> byRegion = new HashMap<>();
    private final Map<String, Long> unlocatedByCountry = new HashMap<>();
  }

  /** Adds what a provider hosts, in known and unknown regions together. */
  public void addProvider(String provider, long weight) {
    hosted(provider).total += weight;
  }

  /**
   * Adds what is hosted in one region.
   *
   * @param entity {@code provider/region}, of a provider that has been added
   */
  public void addRegion(String entity, long weight) {
    int slash = endOfProvider(entity);
    Hosted hosted = hosted(entity.substring(0, slash));
    hosted.located += weight;
    hosted.byRegion.merge(entity.substring(slash + 1), weight, Long::sum);
  }

  /** Before the last slash that has a provider before it. */
  private int endOfProvider(String entity) {
    int slash = entity.lastIndexOf('/');
    while (slash > 0 && !byProvider.containsKey(entity.substring(0, slash))) {
      slash = entity.lastIndexOf('/', slash - 1);
    }
    return slash > 0 ? slash : entity.indexOf('/');
  }

  /**
   * Adds what is hosted in one site. Only the sites of nodes of unknown region matter, which tell
   * the country; of a site that bears a region's name, what the region has does not count.
   *
   * @param site {@code provider/CC} or {@code provider/CC/city}, or a region
   * @param ofRegion what the region of that name hosts
   */
  public void addSite(String site, long weight, long ofRegion) {
    if (weight == ofRegion) {
      return;
    }
    // from the right: a provider's spelling may have slashes, a city's has none
    int slash = site.lastIndexOf('/');
    if (!isCountry(site.substring(slash + 1))) {
      slash = site.lastIndexOf('/', slash - 1);
    }
    String country = site.substring(slash + 1).replaceFirst("/.*", "");
    hosted(site.substring(0, slash))
        .unlocatedByCountry
        .merge(country, weight - ofRegion, Long::sum);
  }

  private static boolean isCountry(String text) {
    return text.length() == 2 && Character.isUpperCase(text.charAt(0));
  }

  private Hosted hosted(String provider) {
    return byProvider.computeIfAbsent(provider, key -> new Hosted());
  }

  /** What a provider hosts. */
  long of(String provider) {
    Hosted hosted = byProvider.get(provider);
    return hosted == null ? 0 : hosted.total;
  }

  /** What a provider hosts in one region. */
  long in(String provider, String region) {
    Hosted hosted = byProvider.get(provider);
    return hosted == null ? 0 : hosted.byRegion.getOrDefault(region, 0L);
  }

  /**
   * What a provider hosts in regions that are not known, but in none of these countries, which are
   * known.
   */
  long unlocatedOutside(String provider, Set<String> countries) {
    Hosted hosted = byProvider.get(provider);
    long outside = 0;
    if (hosted != null) {
      for (Map.Entry<String, Long> entry : hosted.unlocatedByCountry.entrySet()) {
        outside += countries.contains(entry.getKey()) ? 0 : entry.getValue();
      }
    }
    return outside;
  }

  /** What a provider hosts in regions that are not known. */
  long unlocated(String provider) {
    Hosted hosted = byProvider.get(provider);
    return hosted == null ? 0 : hosted.total - hosted.located;
  }
}
