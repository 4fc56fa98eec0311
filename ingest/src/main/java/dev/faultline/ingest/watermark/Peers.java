package dev.faultline.ingest.watermark;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.PublisherState;
import dev.faultline.schemas.watermark.PublisherWatermarks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The other publishers of the populations that an import publishes: how far it may go without
 * making the records of another import late, and what is closed already. One that says nothing for
 * {@link #SILENCE} is taken for dead.
 */
public final class Peers {

  /** A running import says that it is alive four times in this. */
  public static final Duration SILENCE = Duration.ofSeconds(20);

  private static final Duration READ_EVERY = Duration.ofMillis(50);

  /** Of the time a tenth at most goes by with hearing, however slow the brokers are. */
  private static final int SHARE = 9;

  private static final Duration SURELY_DEAD = Duration.ofMinutes(10);

  private final Publishers publishers;
  private final Function<Population, Cadence> cadences;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Map<PublishedPopulation, Peer> peers = new HashMap<>();
  private final Map<Population, PublisherWatermarks> watermarks = new HashMap<>();
  private final Map<Population, Instant> closed = new HashMap<>();
  private List<Peer> openImports = List.of();
  private long readAt;
  private long reading;
  private boolean isRead;

  /** What a publisher said last, and when that was heard. */
  private record Peer(PublisherProgress progress, long heardAt, boolean wasAlive) {}

  /**
   * @param cadences when the slots of a population close, and how far publishers may be apart
   * @param clock tells what was said long ago
   * @param nanos tells how much time has passed
   */
  public Peers(
      Publishers publishers,
      Function<Population, Cadence> cadences,
      Clock clock,
      LongSupplier nanos) {
    this.publishers = publishers;
    this.cadences = cadences;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Hears what is new, unless that was done a moment ago. */
  public void listen() {
    long now = nanos.getAsLong();
    if (isRead && now - readAt < Math.max(READ_EVERY.toNanos(), SHARE * reading)) {
      return;
    }
    List<PublisherProgress> all = publishers.read();
    for (PublisherProgress progress : all) {
      PublishedPopulation key = PublishedPopulation.of(progress);
      Peer before = peers.get(key);
      if (before == null || !before.progress().equals(progress)) {
        peers.put(key, new Peer(progress, now, isRead || isRecent(progress)));
        note(progress);
      }
    }
    openImports = peers.values().stream().filter(Peers::isOpenImport).toList();
    readAt = nanos.getAsLong();
    reading = readAt - now;
    isRead = true;
  }

  private static boolean isOpenImport(Peer peer) {
    return PublisherIds.isImport(peer.progress().getPublisher())
        && peer.progress().getState() != PublisherState.CLOSED
        && peer.wasAlive();
  }

  private boolean isRecent(PublisherProgress progress) {
    return progress.getUpdatedAt().isAfter(clock.instant().minus(SURELY_DEAD));
  }

  private void note(PublisherProgress progress) {
    if (progress.getState() == PublisherState.ANNOUNCED || progress.getWatermark() == null) {
      return;
    }
    Population population = new Population(progress.getNetwork(), progress.getLayer());
    Cadence cadence = cadences.apply(population);
    long watermark =
        watermarks
            .computeIfAbsent(
                population, key -> new PublisherWatermarks(cadence.publisherLag().toMillis()))
            .update(
                progress.getPublisher(),
                progress.getWatermark().toEpochMilli(),
                progress.getState() == PublisherState.CLOSED);
    closed.put(population, cadence.closedThrough(Instant.ofEpochMilli(watermark)));
  }

  /** Up to where the population is closed, as far as has been heard; empty if nowhere. */
  public Optional<Instant> closedThrough(Population population) {
    return Optional.ofNullable(closed.get(population));
  }

  /** What a publisher itself said last, if it has not closed. */
  public Optional<Instant> openAt(Population population, String publisher) {
    return Optional.ofNullable(peers.get(new PublishedPopulation(population, publisher)))
        .map(Peer::progress)
        .filter(progress -> progress.getState() == PublisherState.OPEN)
        .map(PublisherProgress::getWatermark);
  }

  /**
   * The greatest watermark that makes no other import late: as far beyond the one that is behind
   * most as publishers may be apart. {@link Instant#MIN} while another has announced that it will
   * open.
   *
   * @param mine the publisher who asks
   */
  public Instant limit(Population population, String mine) {
    return waitedFor(population, mine)
        .map(peer -> isAnnounced(peer) ? Instant.MIN : limit(population, peer))
        .orElse(Instant.MAX);
  }

  private Instant limit(Population population, PublisherProgress peer) {
    return peer.getWatermark().plus(cadences.apply(population).publisherLag());
  }

  /** The running import of the population that is behind most, other than the one who asks. */
  public Optional<PublisherProgress> waitedFor(Population population, String mine) {
    Instant held = held(population);
    return running(population, mine)
        .filter(each -> isAnnounced(each) || !each.getWatermark().isBefore(held))
        .min(Comparator.comparing(each -> isAnnounced(each) ? Instant.MIN : each.getWatermark()));
  }

  /** Whether another running import has announced itself, and not said yet where it will open. */
  boolean isUnknown(Population population, String mine) {
    return running(population, mine).anyMatch(progress -> progress.getWatermark() == null);
  }

  /**
   * Where the other running import that is behind most is, or will open, of those that the
   * population waits for; the greatest time there is if there is none.
   */
  Instant least(Population population, String mine) {
    Instant held = held(population);
    return running(population, mine)
        .map(PublisherProgress::getWatermark)
        .filter(each -> each != null && !each.isBefore(held))
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /** Who is before this is no longer waited for. */
  private Instant held(Population population) {
    PublisherWatermarks all = watermarks.get(population);
    return all == null
        ? Instant.MIN
        : Instant.ofEpochMilli(all.newest()).minus(cadences.apply(population).publisherLag());
  }

  private Stream<PublisherProgress> running(Population population, String mine) {
    return openImports.stream()
        .filter(this::isAlive)
        .map(Peer::progress)
        .filter(progress -> !progress.getPublisher().equals(mine))
        .filter(progress -> PublishedPopulation.of(progress).population().equals(population));
  }

  private static boolean isAnnounced(PublisherProgress progress) {
    return progress.getState() == PublisherState.ANNOUNCED;
  }

  private boolean isAlive(Peer peer) {
    return nanos.getAsLong() - peer.heardAt() < SILENCE.toNanos();
  }

  /**
   * The open publishers that hold a population back, other than the one who asks, with how far they
   * are.
   */
  public Map<String, Instant> holders(Population population, String mine) {
    Map<String, Instant> holders = new TreeMap<>();
    PublisherWatermarks all = watermarks.get(population);
    if (all != null) {
      all.open()
          .forEach(
              (publisher, said) -> {
                if (!publisher.equals(mine)) {
                  holders.put(publisher, Instant.ofEpochMilli(said));
                }
              });
    }
    return holders;
  }
}
