package dev.faultline.ingest.watermark;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
 *
 * <p>A population that is fed no more for its {@link Cadence#idleTimeout} is closed and forgotten;
 * its next observation opens it again. Of populations without rules of their own there are at most
 * {@value #MOST_UNDECLARED}, because anybody can make up names.
 */
public final class WallClockWatermarks {

  private static final Logger LOG = LoggerFactory.getLogger(WallClockWatermarks.class);

  /** The most populations without rules of their own. */
  static final int MOST_UNDECLARED = 1_000;

  private static final Duration FINISH = Duration.ofSeconds(5);

  private final RecordPublisher publisher;
  private final ProgressLog progress;
  private final Function<Population, Cadence> cadences;
  private final Clock clock;
  private final Map<PublishedPopulation, Instant> fed = new ConcurrentHashMap<>();
  private final Map<PublishedPopulation, Instant> due = new ConcurrentHashMap<>();
  private final Map<PublishedPopulation, Instant> last = new ConcurrentHashMap<>();
  private int undeclared;
  private volatile boolean isFinished;

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
   * however they ended: one that is silent since then must get its watermarks too. Of those without
   * rules the ones that are too many, the oldest, close at their next step.
   *
   * @param isOurs whether a publisher is one of this process
   */
  public synchronized void resume(Publishers publishers, Predicate<String> isOurs) {
    Instant now = clock.instant();
    List<PublisherProgress> newestFirst = new ArrayList<>(publishers.read());
    Collections.reverse(newestFirst);
    for (PublisherProgress each : newestFirst) {
      if (isOurs.test(each.getPublisher()) && each.getWatermark() != null) {
        PublishedPopulation population = PublishedPopulation.of(each);
        boolean isOneTooMany = isOneTooMany(population);
        last.put(population, each.getWatermark());
        keep(population, isOneTooMany ? Instant.EPOCH : now, now);
        LOG.atInfo()
            .addKeyValue("population", population.population().key())
            .addKeyValue("publisher", each.getPublisher())
            .log("goes on with {} as {}", population.population().key(), each.getPublisher());
      }
    }
  }

  /**
   * An observation is about to be published.
   *
   * @throws RefusedException if it is of a new population without rules, and there are too many
   */
  public void feeding(String name, Observation observation) throws RefusedException {
    PublishedPopulation population =
        new PublishedPopulation(
            new Population(observation.getNetwork(), observation.getLayer()), name);
    Instant now = clock.instant();
    if (fed.computeIfPresent(population, (each, before) -> now) == null) {
      open(population, observation.getObservedAt());
    }
  }

  private synchronized void open(PublishedPopulation population, Instant observedAt)
      throws RefusedException {
    if (fed.containsKey(population)) {
      return;
    }
    if (isOneTooMany(population)) {
      throw new RefusedException(
          ObservationField.NETWORK.fieldName(),
          "has no row in networks.csv for "
              + population.population().key()
              + ", and "
              + MOST_UNDECLARED
              + " such populations are published already: give it a row (--networks FILE)");
    }
    Instant now = clock.instant();
    send(population, (observedAt.isBefore(now) ? observedAt : now).minusMillis(1), false);
    keep(population, now, now);
  }

  private boolean isOneTooMany(PublishedPopulation population) {
    return undeclared >= MOST_UNDECLARED && cadence(population).isDefault();
  }

  private void keep(PublishedPopulation population, Instant fedAt, Instant now) {
    due.put(population, nextStep(population, now));
    fed.put(population, fedAt);
    undeclared += cadence(population).isDefault() ? 1 : 0;
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
              step(population, now);
            }
          });
    }
  }

  private synchronized void step(PublishedPopulation population, Instant now) {
    Instant limit = now.minus(cadence(population).idleTimeout());
    if (fed.computeIfPresent(population, (each, at) -> at.isBefore(limit) ? null : at) == null) {
      send(population, now, true);
      due.remove(population);
      last.remove(population);
      undeclared -= cadence(population).isDefault() ? 1 : 0;
    } else {
      send(population, now, false);
      due.put(population, nextStep(population, now));
    }
  }

  /**
   * The last watermarks, when nothing more is taken: none of them holds anything back. Gives up
   * after five seconds, when Kafka does not answer; what is not closed then ends as after a kill.
   */
  public void finish() {
    finish(FINISH);
  }

  /** The same within another time. */
  void finish(Duration atMost) {
    isFinished = true;
    Thread closing = new Thread(this::closeAll, "last-watermarks");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(atMost.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (closing.isAlive()) {
      closing.interrupt();
      LOG.warn(
          "stopped before the last watermarks were acknowledged: the populations are gone on with"
              + " at the next start");
    }
  }

  private void closeAll() {
    try {
      publisher.flush();
      Instant now = clock.instant();
      for (PublishedPopulation population : due.keySet()) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        close(population, now);
      }
      publisher.flush();
    } catch (RuntimeException e) {
      // Kafka's clients throw when they are interrupted, and who gave up has said so
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("the last watermarks failed", e);
      }
    }
  }

  private synchronized void close(PublishedPopulation population, Instant now) {
    send(population, now, true);
  }

  private void send(PublishedPopulation population, Instant t, boolean closing) {
    Instant before = last.get(population);
    boolean isNew = before == null || t.isAfter(before);
    if (!closing && (!isNew || isFinished)) {
      return;
    }
    Instant time = isNew ? t : before;
    last.put(population, time);
    Watermark watermark = Watermark.of(population.population(), time, population.publisher());
    progress.send(
        closing ? watermark.asClosing() : watermark,
        false,
        failure -> {
          if (failure.isPresent()) {
            LOG.atWarn()
                .addKeyValue("population", population.population().key())
                .addKeyValue("publisher", population.publisher())
                .log("watermark of {} at {}: {}", population.key(), t, failure.get().getMessage());
          } else if (closing && !isFinished) {
            // what closes while this process runs on has ended, and is not gone on with
            progress.forget(population);
          }
        });
  }

  private Cadence cadence(PublishedPopulation population) {
    return cadences.apply(population.population());
  }

  private Instant nextStep(PublishedPopulation population, Instant now) {
    long step = cadence(population).step().toMillis();
    return Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), step) + 1) * step);
  }
}
