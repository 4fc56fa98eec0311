package dev.faultline.schemas.watermark;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The watermark of one population in one partition, out of what its publishers say there: the least
 * of those that are open, so that none closes another's slots. With none open, the greatest ever
 * said counts. It never falls.
 *
 * <p>A publisher opens with its first statement and closes with a closing one; a statement that
 * goes back says nothing new. One that is behind the newest statement of all by more than the lag
 * is forgotten until it catches up: a dead one must not hold a population for ever. All of it is a
 * function of the statements in their order, so a replay gives the same. Times in milliseconds
 * since the epoch.
 */
public final class PublisherWatermarks {

  /** Before the first statement. */
  public static final long NEVER = Long.MIN_VALUE;

  private final long lagMillis;
  private final Map<String, Long> open = new TreeMap<>();
  private long newest = NEVER;
  private long watermark = NEVER;

  /**
   * @param lagMillis how far a publisher may be behind the newest statement and still hold the
   *     watermark; not negative
   */
  public PublisherWatermarks(long lagMillis) {
    this.lagMillis = lagMillis;
  }

  /**
   * A publisher says that all it publishes up to a time has been published.
   *
   * @param closing whether it holds nothing back from now on
   * @return the population's watermark after it
   */
  public long update(String publisher, long time, boolean closing) {
    newest = Math.max(newest, time);
    if (closing) {
      open.remove(publisher);
    } else {
      open.merge(publisher, time, Math::max);
    }
    long least = newest;
    for (Iterator<Long> each = open.values().iterator(); each.hasNext(); ) {
      long said = each.next();
      if (said < newest - lagMillis) {
        each.remove();
      } else {
        least = Math.min(least, said);
      }
    }
    watermark = Math.max(watermark, least);
    return watermark;
  }

  /** Takes back what was kept over a restart. */
  public void restore(long savedWatermark, long savedNewest, Map<String, Long> savedOpen) {
    watermark = savedWatermark;
    newest = savedNewest;
    open.clear();
    open.putAll(savedOpen);
  }

  /** The population's watermark; {@link #NEVER} before the first statement. */
  public long watermark() {
    return watermark;
  }

  /** The greatest time that anybody has said. */
  public long newest() {
    return newest;
  }

  /** The open publishers that hold the watermark, and what each said last. */
  public Map<String, Long> open() {
    return Map.copyOf(open);
  }
}
