package dev.faultline.api.http;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a client may ask: a bucket that fills at a steady rate. Only so many clients are
 * remembered, the ones that asked last.
 */
public final class RateLimit {

  private static final int CLIENTS = 1_000;

  private final double perSecond;
  private final double burst;
  private final Clock clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > CLIENTS;
        }
      };

  private record Bucket(double tokens, long atMillis) {}

  /**
   * @param perSecond requests in the long run
   * @param burst requests at once
   */
  public RateLimit(double perSecond, double burst, Clock clock) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
  }

  /** Whether this client may ask now; counts if so. */
  public synchronized boolean admits(String client) {
    long now = clock.millis();
    Bucket bucket = buckets.getOrDefault(client, new Bucket(burst, now));
    double elapsed = Math.max(0, now - bucket.atMillis()) / 1e3;
    double tokens = Math.min(burst, bucket.tokens() + perSecond * elapsed);
    boolean admitted = tokens >= 1;
    buckets.put(client, new Bucket(admitted ? tokens - 1 : tokens, now));
    return admitted;
  }
}
