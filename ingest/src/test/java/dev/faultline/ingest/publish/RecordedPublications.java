package dev.faultline.ingest.publish;

import dev.faultline.ingest.watermark.PublishedPopulation;
import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A publisher that keeps what it is given. Acknowledges at once, or when it is flushed, or never
 * after so many records: as a broker that goes away.
 */
public final class RecordedPublications implements RecordPublisher {

  /**
   * A watermark as it was sent, with the number of observations that had been published before it.
   */
  public record SentWatermark(Population population, Instant t, int behind) {}

  private final List<Object> order = new ArrayList<>();
  private final List<Acknowledgement> open = new ArrayList<>();
  private final Map<String, PublisherProgress> progress = new LinkedHashMap<>();
  private final List<Watermark> said = new ArrayList<>();
  private boolean holding;
  private int failAfter = Integer.MAX_VALUE;
  private volatile boolean stalling;

  /** Acknowledges only when flushed. */
  public synchronized void hold() {
    holding = true;
  }

  /** Fails every record after the first so many. */
  public synchronized void failAfter(int records) {
    failAfter = records;
  }

  /** Whether every watermark waits for half a minute, as while the brokers are away. */
  public void stall(boolean now) {
    stalling = now;
  }

  @Override
  public void publish(Observation observation, Acknowledgement acknowledgement) {
    add(observation, acknowledgement);
  }

  @Override
  public void publish(IncidentRevision revision, Acknowledgement acknowledgement) {
    add(revision, acknowledgement);
  }

  @Override
  public void publish(FeedPoll poll, Acknowledgement acknowledgement) {
    add(poll, acknowledgement);
  }

  @Override
  public void publish(DeadLetter letter, Acknowledgement acknowledgement) {
    add(letter, acknowledgement);
  }

  @Override
  public void watermark(Watermark watermark, Acknowledgement acknowledgement) {
    if (stalling) {
      try {
        TimeUnit.SECONDS.sleep(30);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      acknowledgement.answer(
          Optional.of(new PublishFailedException("the broker does not answer", null)));
      return;
    }
    synchronized (this) {
      said.add(watermark);
    }
    // answered without the lock, as a producer does: whoever is answered may wait for another
    add(
        new SentWatermark(watermark.population(), watermark.time(), observations().size()),
        acknowledgement);
  }

  /** How far publishers are is kept apart, by key, and acknowledged at once. */
  @Override
  public void publish(PublisherProgress told, Acknowledgement acknowledgement) {
    synchronized (this) {
      String key = PublishedPopulation.of(told).key();
      progress.remove(key);
      progress.put(key, told);
    }
    acknowledgement.answer(Optional.empty());
  }

  @Override
  public void forget(PublishedPopulation population, Acknowledgement acknowledgement) {
    synchronized (this) {
      progress.remove(population.key());
    }
    acknowledgement.answer(Optional.empty());
  }

  /** How far each publisher says it is. */
  public synchronized List<PublisherProgress> progress() {
    return List.copyOf(progress.values());
  }

  /** The watermarks with who said them. */
  public synchronized List<Watermark> said() {
    return List.copyOf(said);
  }

  @Override
  public void flush() {
    List<Acknowledgement> waiting;
    synchronized (this) {
      waiting = List.copyOf(open);
      open.clear();
    }
    waiting.forEach(a -> a.answer(Optional.empty()));
  }

  private void add(Object record, Acknowledgement acknowledgement) {
    Optional<PublishFailedException> failure = Optional.empty();
    synchronized (this) {
      if (order.size() >= failAfter) {
        failure = Optional.of(new PublishFailedException("the broker went away", null));
      } else {
        order.add(record);
        if (holding) {
          open.add(acknowledgement);
          return;
        }
      }
    }
    acknowledgement.answer(failure);
  }

  /** Everything in the order of publication. */
  public synchronized List<Object> order() {
    return List.copyOf(order);
  }

  public List<Observation> observations() {
    return of(Observation.class);
  }

  public List<IncidentRevision> revisions() {
    return of(IncidentRevision.class);
  }

  public List<DeadLetter> deadLetters() {
    return of(DeadLetter.class);
  }

  public List<FeedPoll> polls() {
    return of(FeedPoll.class);
  }

  public List<SentWatermark> watermarks() {
    return of(SentWatermark.class);
  }

  private <T> List<T> of(Class<T> type) {
    return order().stream().filter(type::isInstance).map(type::cast).toList();
  }
}
