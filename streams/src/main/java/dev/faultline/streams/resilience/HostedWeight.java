package dev.faultline.streams.resilience;

import java.util.HashMap;
import java.util.Map;

/**
 * How much live weight each provider hosts, and how much of it in which region.
 *
 * <p>A region's name may hold slashes and a provider's may not be empty; regions are told apart by
 * {@code provider/region}.
 */
public final class HostedWeight {

  private final Map<String, Hosted> byProvider = new HashMap<>();

  /** One provider's weight. */
  private static final class Hosted {
    private long total;
    private long located;
    private final Map<String, Long> byRegion = new HashMap<>();
  }

  /** Adds what a provider hosts, in known and unknown regions together. */
  public void addProvider(String provider, long weight) {
    hosted(provider).total += weight;
  }

  /**
   * Adds what is hosted in one region.
   *
   * @param entity {@code provider/region}, of a provider that is added too
   */
  public void addRegion(String entity, long weight) {
    int slash = entity.indexOf('/');
    Hosted hosted = hosted(entity.substring(0, slash));
    hosted.located += weight;
    hosted.byRegion.merge(entity.substring(slash + 1), weight, Long::sum);
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

  /** What a provider hosts in regions that are not known. */
  long unlocated(String provider) {
    Hosted hosted = byProvider.get(provider);
    return hosted == null ? 0 : hosted.total - hosted.located;
  }
}
