package dev.faultline.ingest.importer;

import dev.faultline.ingest.watermark.Peers;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Tells whoever imports what other publishers make of the import. */
final class ImportPreview {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Peers peers;
  private final String name;
  private final ImportProgress.Listener listener;
  private final Set<String> waitedFor = new HashSet<>();

  ImportPreview(Peers peers, String name, ImportProgress.Listener listener) {
    this.peers = peers;
    this.name = name;
    this.listener = listener;
  }

  /** Hears how far the populations are. */
  void listen() {
    peers.listen();
  }

  /** Says what will be late, before anything is published. */
  void announce(ImportSurvey survey) {
    survey
        .populations()
        .forEach(
            (population, found) -> {
              peers
                  .openAt(population, name)
                  .ifPresent(
                      at ->
                          listener.note(
                              "%s: goes on with this import, which did not end: it had published everything up to %s"
                                  .formatted(population.key(), at)));
              if (found.late() > 0) {
                listener.note(
                    "%s is closed through %s: %,d of %,d records will be late and change nothing that is published. To have them counted, import them under another network name (--network), or start the streams under a new --application-id after this import, which computes everything again in the order of the topic"
                        .formatted(
                            population.key(),
                            found.closedThrough().orElseThrow(),
                            found.late(),
                            found.records()));
              }
            });
  }

  /**
   * Waits until a time, and then for imports that do not know yet where they will open.
   *
   * @param nanos as the system's clock counts them
   */
  void waitForOthersToJoin(Supplier<Optional<Population>> unknown, long nanos) {
    Optional<Population> waiting = unknown.get();
    while (waiting.isPresent() || System.nanoTime() < nanos) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      waiting = unknown.get();
    }
  }

  /** Waits a moment for another import of a population, and says so once of each. */
  void waitFor(Population population) {
    peers
        .waitedFor(population, name)
        .map(PublisherProgress::getPublisher)
        .filter(other -> waitedFor.add(population.key() + " " + other))
        .ifPresent(
            other ->
                listener.note(
                    "%s: everything is published; waits for %s, so that its records are not late"
                        .formatted(population.key(), other)));
    LockSupport.parkNanos(LOOK_EVERY.toNanos());
  }

  /** Says who holds a population back behind this import, when it is done. */
  void announceHolders(ImportSurvey survey) {
    peers.listen();
    survey
        .populations()
        .forEach(
            (population, found) ->
                peers
                    .holders(population, name)
                    .forEach(
                        (publisher, at) -> {
                          if (at.isBefore(found.latest())) {
                            listener.note(held(population, publisher, at));
                          }
                        }));
  }

  private static String held(Population population, String publisher, Instant at) {
    return "%s is held at %s by %s, which has not closed: 'faultline publishers' shows how it is, 'faultline publishers close %s' ends it"
        .formatted(population.key(), at, publisher, publisher);
  }
}
