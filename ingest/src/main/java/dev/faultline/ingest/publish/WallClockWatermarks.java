package dev.faultline.ingest.publish;

import dev.faultline.schemas.Population;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watermarks by the wall clock for every population that a live publisher, the gateway or a poller,
 * is fed observations of: once per step, behind everything that was published before. The first
 * watermark comes at the end of the step in which the population was first fed. Watermarks never go
 * backwards when the clock does.
 */
public final class WallClockWatermarks {

  private static final Logger LOG = LoggerFactory.getLogger(WallClockWatermarks.class);

  private final RecordPublisher publisher;
  private final Function<Population, Cadence> cadences;
  private final Clock clock;
  private final Map<Population, Instant> due = new ConcurrentHashMap<>();
  private final Map<Population, Instant> last = new ConcurrentHashMap<>();

  /**
   * @param cadences when the slots of a population close
   */
  public WallClockWatermarks(
      RecordPublisher publisher, Function<Population, Cadence> cadences, Clock clock) {
    this.publisher = publisher;
    this.cadences = cadences;
    this.clock = clock;
  }

  /** The population was sent an observation. */
  public void fed(Population population) {
    if (!due.containsKey(population)) {
      due.putIfAbsent(population, nextStep(population, clock.instant()));
    }
  }

  /**
   * Watermarks for every population whose step has ended. Called often; does nothing in between.
   */
  public void run() {
    Instant now = clock.instant();
    if (due.values().stream().anyMatch(next -> !next.isAfter(now))) {
      publisher.flush();
      due.forEach(
          (population, next) -> {
            if (!next.isAfter(now)) {
              watermark(population, now);
              due.put(population, nextStep(population, now));
            }
          });
    }
  }

  /** The last watermarks, when nothing more is taken. */
  public void finish() {
    publisher.flush();
    Instant now = clock.instant();
    due.keySet().forEach(population -> watermark(population, now));
    publisher.flush();
  }

  private void watermark(Population population, Instant t) {
    Instant before = last.get(population);
    if (before != null && !t.isAfter(before)) {
      return;
    }
    last.put(population, t);
    publisher.watermark(
        population,
        t,
        failure ->
            failure.ifPresent(
                f -> LOG.warn("watermark of {} at {}: {}", population.key(), t, f.getMessage())));
  }

  private Instant nextStep(Population population, Instant now) {
    long step = cadences.apply(population).step().toMillis();
    return Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), step) + 1) * step);
  }
}
