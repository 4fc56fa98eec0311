package dev.faultline.ingest.watermark;

import dev.faultline.ingest.publish.Acknowledgement;
import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.PublisherState;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the watermarks of this process, and tells of each in the topic of publishers once it stands
 * in every partition: never before, and not of each if they come one upon another.
 */
public final class ProgressLog {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
  private static final Duration LEAST_BETWEEN = Duration.ofMillis(500);

  private final RecordPublisher publisher;
  private final Clock clock;
  private final Map<PublishedPopulation, Told> told = new HashMap<>();

  private final Map<PublishedPopulation, Instant> unpublished = new HashMap<>();

  private record Told(PublisherState state, Instant watermark, Instant at) {}

  public ProgressLog(RecordPublisher publisher, Clock clock) {
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Says that a publisher will open, before it knows where. */
  public void announce(Population population, String name) {
    publish(new PublishedPopulation(population, name), PublisherState.ANNOUNCED, null);
  }

  /** Says where a publisher will open at the latest. */
  public void announce(Population population, String name, Instant opening) {
    publish(new PublishedPopulation(population, name), PublisherState.ANNOUNCED, opening);
  }

  /**
   * Sends a watermark to every partition.
   *
   * @param isUrgent whether somebody waits for it, so that it must be told at once
   * @param acknowledgement told once for all partitions
   */
  public void send(Watermark watermark, boolean isUrgent, Acknowledgement acknowledgement) {
    publisher.watermark(
        watermark,
        failure -> {
          if (failure.isEmpty()) {
            stands(watermark, isUrgent);
          }
          acknowledgement.answer(failure);
        });
  }

  private synchronized void stands(Watermark watermark, boolean isUrgent) {
    PublishedPopulation key =
        new PublishedPopulation(watermark.population(), watermark.publisher());
    Told before = told.get(key);
    PublisherState state = watermark.closing() ? PublisherState.CLOSED : PublisherState.OPEN;
    boolean isSoon =
        before != null
            && before.state() == state
            && clock.instant().isBefore(before.at().plus(LEAST_BETWEEN));
    if (isUrgent || !isSoon) {
      publish(key, state, watermark.time());
    } else {
      unpublished.put(key, watermark.time());
    }
  }

  /** Tells what was not told because it came too soon after another. */
  public synchronized void catchUp() {
    Map.copyOf(unpublished)
        .forEach((key, watermark) -> publish(key, PublisherState.OPEN, watermark));
  }

  /** Tells again what was told last of whoever is not closed: that it is still alive. */
  public synchronized void repeat() {
    catchUp();
    Map.copyOf(told)
        .forEach(
            (key, last) -> {
              if (last.state() != PublisherState.CLOSED) {
                publish(key, last.state(), last.watermark());
              }
            });
  }

  /** Takes back what was announced and never opened. */
  public synchronized void withdraw() {
    Map.copyOf(told)
        .forEach(
            (key, last) -> {
              if (last.state() == PublisherState.ANNOUNCED) {
                publish(key, PublisherState.CLOSED, null);
              }
            });
  }

  /** Nothing more is to be known of a publisher of a population: it has closed for good. */
  public synchronized void forget(PublishedPopulation population) {
    told.remove(population);
    unpublished.remove(population);
    publisher.forget(population, failure -> failure.ifPresent(f -> warn(population, f)));
  }

  private synchronized void publish(
      PublishedPopulation key, PublisherState state, Instant watermark) {
    Instant now = clock.instant();
    told.put(key, new Told(state, watermark, now));
    unpublished.remove(key);
    publisher.publish(
        PublisherProgress.newBuilder()
            .setNetwork(key.population().network())
            .setLayer(key.population().layer())
            .setPublisher(key.publisher())
            .setState(state)
            .setWatermark(watermark)
            .setUpdatedAt(now)
            .build(),
        failure -> failure.ifPresent(f -> warn(key, f)));
  }

  private static void warn(PublishedPopulation key, PublishFailedException failure) {
    LOG.atWarn()
        .addKeyValue("population", key.population().key())
        .addKeyValue("publisher", key.publisher())
        .log("progress of {}: {}", key.key(), failure.getMessage());
  }
}
