package dev.faultline.ingest.watermark;

import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watermarks by the wall clock for every population that a live publisher, the gateway or a feed of
 * a poller, is fed observations of. It opens right before the first one; then once per step, behind
 * everything that was published before. Watermarks never go backwards when the clock does.
 */
public final class WallClockWatermarks {

  private static final Logger LOG = LoggerFactory.getLogger(WallClockWatermarks.class);

  private final RecordPublisher publisher;
  private final ProgressLog progress;
  private final Function<Population, Cadence> cadences;
  private final Clock clock;
  private final Map<PublishedPopulation, Instant> due = new ConcurrentHashMap<>();
  private final Map<PublishedPopulation, Instant> last = new ConcurrentHashMap<>();

  /**
   * @param cadences when the slots of a population close
   */
  public WallClockWatermarks(
      RecordPublisher publisher, Function<Population, Cadence> cadences, Clock clock) {
    this.publisher = publisher;
    this.progress = new ProgressLog(publisher, clock);
    this.cadences = cadences;
    this.clock = clock;
  }

  /**
   * Goes on with the populations that publishers of this process had before it was started again,
   * however they ended: one that is silent since then must get its watermarks too.
   *
   * @param isOurs whether a publisher is one of this process
   */
  public void resume(Publishers publishers, Predicate<String> isOurs) {
    Instant now = clock.instant();
    for (PublisherProgress each : publishers.read()) {
      if (isOurs.test(each.getPublisher()) && each.getWatermark() != null) {
        PublishedPopulation population = PublishedPopulation.of(each);
        last.put(population, each.getWatermark());
        due.put(population, nextStep(population.population(), now));
        LOG.atInfo()
            .addKeyValue("population", population.population().key())
            .addKeyValue("publisher", each.getPublisher())
            .log("goes on with {} as {}", population.population().key(), each.getPublisher());
      }
    }
  }

  /** An observation is about to be published. */
  public void feeding(String name, Observation observation) {
    PublishedPopulation population =
        new PublishedPopulation(
            new Population(observation.getNetwork(), observation.getLayer()), name);
    if (!due.containsKey(population)) {
      open(population, observation.getObservedAt());
    }
  }

  private synchronized void open(PublishedPopulation population, Instant observedAt) {
    if (due.containsKey(population)) {
      return;
    }
    Instant now = clock.instant();
    send(population, (observedAt.isBefore(now) ? observedAt : now).minusMillis(1), false);
    due.put(population, nextStep(population.population(), now));
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
              send(population, now, false);
              due.put(population, nextStep(population.population(), now));
            }
          });
    }
  }

  /** The last watermarks, when nothing more is taken: none of them holds anything back. */
  public void finish() {
    publisher.flush();
    Instant now = clock.instant();
    due.keySet().forEach(population -> send(population, now, true));
    publisher.flush();
  }

  private void send(PublishedPopulation population, Instant t, boolean closing) {
    Instant before = last.get(population);
    boolean isNew = before == null || t.isAfter(before);
    if (!isNew && !closing) {
      return;
    }
    Instant time = isNew ? t : before;
    last.put(population, time);
    Watermark watermark = Watermark.of(population.population(), time, population.publisher());
    progress.send(
        closing ? watermark.asClosing() : watermark,
        false,
        failure ->
            failure.ifPresent(
                f ->
                    LOG.atWarn()
                        .addKeyValue("population", population.population().key())
                        .addKeyValue("publisher", population.publisher())
                        .log("watermark of {} at {}: {}", population.key(), t, f.getMessage())));
  }

  private Instant nextStep(Population population, Instant now) {
    long step = cadences.apply(population).step().toMillis();
    return Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), step) + 1) * step);
  }
}
