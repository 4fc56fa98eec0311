package dev.faultline.streams.topology;

import dev.faultline.schemas.IncidentRevision;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The incident revisions as a task reads them from the global store, in the order of their offsets.
 * What is no revision is passed over; the topology that reads the topic itself sends it to the dead
 * letters.
 */
final class IncidentLog {

  static final String STORE = "incident-revisions";

  private static final Logger LOG = LoggerFactory.getLogger(IncidentLog.class);

  /**
   * Well below max.poll.interval.ms; short enough that waits in a row count as a failing thread.
   */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private static final Duration STEP = Duration.ofMillis(20);

  private final ReadOnlyKeyValueStore<Long, byte[]> store;
  private final RegistryReader<IncidentRevision> reader;
  private final RestoredIncidents restored;
  private final Pause pause;

  IncidentLog(
      ReadOnlyKeyValueStore<Long, byte[]> store,
      RegistryReader<IncidentRevision> reader,
      RestoredIncidents restored,
      Pause pause) {
    this.store = store;
    this.reader = reader;
    this.restored = restored;
    this.pause = pause;
  }

  /**
   * Hands out the revisions from one offset up to another, excluded; waits until they are there.
   *
   * @param to -1 for all that are there now
   * @return the offset up to which everything has been handed out
   * @throws MissingIncidentsException if they are not there after {@link #LONGEST_WAIT}; the next
   *     call waits again
   */
  long read(long from, long to, BiConsumer<Long, IncidentRevision> receiver) {
    if (to > from) {
      await(to);
    }
    long through = Math.max(from, to);
    try (KeyValueIterator<Long, byte[]> revisions =
        store.range(from, to < 0 ? Long.MAX_VALUE : Math.max(to - 1, 0))) {
      while (revisions.hasNext() && to != 0) {
        KeyValue<Long, byte[]> revision = revisions.next();
        through = Math.max(through, revision.key + 1);
        try {
          receiver.accept(
              revision.key,
              RevisionTimes.checked(FieldLength.checked(reader.read(revision.value))));
        } catch (PoisonException poison) {
          LOG.warn("incident at offset {}: {}", revision.key, poison.getMessage());
        }
      }
    }
    return through;
  }

  private void await(long position) {
    Duration waited = Duration.ZERO;
    while (!has(position)) {
      if (waited.compareTo(LONGEST_WAIT) >= 0) {
        throw new MissingIncidentsException(position, waited);
      }
      waited = waited.plus(STEP);
      try {
        pause.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new MissingIncidentsException(position, waited);
      }
    }
  }

  private boolean has(long position) {
    if (restored.through() >= position) {
      return true;
    }
    try (KeyValueIterator<Long, byte[]> there = store.range(position - 1, Long.MAX_VALUE)) {
      return there.hasNext();
    }
  }
}
