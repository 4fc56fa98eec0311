package dev.faultline.streams.incidentlog;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Topic;
import dev.faultline.streams.decode.FieldLength;
import dev.faultline.streams.decode.Pause;
import dev.faultline.streams.decode.PoisonException;
import dev.faultline.streams.decode.RegistryReader;
import dev.faultline.streams.decode.RevisionTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The incident revisions as a task reads them from the global store, in the order of their offsets:
 * decoded once, and kept for all of its populations, each of which reads on from its own position.
 * What is no revision is passed over; the topology that reads the topic itself sends it to the dead
 * letters.
 */
public final class IncidentLog {

  public static final String STORE = "incident-revisions";

  private static final Logger LOG = LoggerFactory.getLogger(IncidentLog.class);

  /**
   * Well below max.poll.interval.ms; short enough that waits in a row count as a failing thread.
   */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private static final Duration STEP = Duration.ofMillis(20);

  /** What was published is here sooner than this, so nobody is asked about the end of the topic. */
  static final Duration USUAL_WAIT = Duration.ofSeconds(1);

  private final ReadOnlyKeyValueStore<Long, byte[]> store;
  private final RegistryReader<IncidentRevision> reader;
  private final RestoredIncidents restored;
  private final Pause pause;
  private final List<Entry> entries = new ArrayList<>();
  private long decodedThrough;

  /** From here on nothing had been published when that was looked up last. */
  private long beyondEnd = RestoredIncidents.UNKNOWN;

  private record Entry(long offset, IncidentRevision revision) {}

  public IncidentLog(
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
   * <p>Whoever told the offset published them before. One that the topic does not reach, as after
   * it was deleted and created anew, tells of revisions that nobody will see: then all are handed
   * out that there are.
   *
   * @param told -1 for all that are there now
   * @return the offset up to which everything has been handed out
   * @throws MissingIncidentsException if they are in the topic and not here after {@link
   *     #LONGEST_WAIT}; the next call waits again
   */
  public long read(long from, long told, BiConsumer<Long, IncidentRevision> receiver) {
    long to = told > from ? await(told) : told;
    decode(to);
    long through = to < 0 ? Math.max(from, decodedThrough) : Math.max(from, to);
    for (int i = indexOf(from); i < entries.size() && entries.get(i).offset() < through; i++) {
      receiver.accept(entries.get(i).offset(), entries.get(i).revision());
    }
    return through;
  }

  private void decode(long to) {
    if (to >= 0 && to <= decodedThrough) {
      return;
    }
    try (KeyValueIterator<Long, byte[]> revisions =
        store.range(decodedThrough, to < 0 ? Long.MAX_VALUE : to - 1)) {
      while (revisions.hasNext()) {
        KeyValue<Long, byte[]> revision = revisions.next();
        try {
          IncidentRevision read = FieldLength.checked(reader.read(revision.value));
          entries.add(new Entry(revision.key, RevisionTimes.checked(read)));
        } catch (PoisonException poison) {
          LOG.atWarn()
              .addKeyValue("topic", Topic.INCIDENTS.topicName())
              .addKeyValue("partition", 0)
              .addKeyValue("offset", revision.key)
              .log("incident at offset {}: {}", revision.key, poison.getMessage());
        }
        // a read that fails half-way goes on from here
        decodedThrough = revision.key + 1;
      }
    }
    decodedThrough = Math.max(decodedThrough, to);
  }

  /** Of the first entry that is not before an offset. */
  private int indexOf(long offset) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).offset() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The offset up to which all there is has come: the position, or the end of the topic. */
  private long await(long position) {
    Duration waited = Duration.ZERO;
    while (!has(position)) {
      if (position >= beyondEnd || waited.compareTo(USUAL_WAIT) == 0) {
        long end = restored.end();
        if (end < position) {
          noteBeyond(position, end);
          return await(end);
        }
        beyondEnd = RestoredIncidents.UNKNOWN;
      }
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
    return position;
  }

  private void noteBeyond(long position, long end) {
    if (beyondEnd == RestoredIncidents.UNKNOWN) {
      LOG.atWarn()
          .addKeyValue("topic", Topic.INCIDENTS.topicName())
          .log(
              "a watermark tells of {} incident revisions, but the topic has {}; nobody waits for"
                  + " the others",
              position,
              end);
    }
    beyondEnd = Math.min(beyondEnd, position);
  }

  private boolean has(long position) {
    if (position <= 0 || restored.through() >= position) {
      return true;
    }
    try (KeyValueIterator<Long, byte[]> there = store.range(position - 1, Long.MAX_VALUE)) {
      return there.hasNext();
    }
  }
}
