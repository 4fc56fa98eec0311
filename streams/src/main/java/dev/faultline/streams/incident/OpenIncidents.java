package dev.faultline.streams.incident;

import dev.faultline.schemas.IncidentKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The incidents of a kind open at T, as known at T, for one who asks in the order of time. Between
 * two instants at which something is seen, begins or ends, an answer costs two comparisons and is
 * the same list; each revision costs O(log n) once. Any number of these may read one {@link
 * IncidentHistory}, each at its own T and its own position.
 *
 * <p>Not safe for use by several threads.
 */
public final class OpenIncidents {

  /** The state of an incident may change when its newest revision begins or ends. */
  private record Boundary(long at, Revision revision) {}

  private final IncidentHistory known;
  private final IncidentKind kind;
  private final PriorityQueue<Revision> unseen = new PriorityQueue<>(Revision.BY_KNOWLEDGE);
  private final PriorityQueue<Boundary> boundaries =
      new PriorityQueue<>(Comparator.comparingLong(Boundary::at));
  private final Map<IncidentKey, Revision> newest = new HashMap<>();
  private final SortedMap<IncidentKey, Revision> open = new TreeMap<>();
  private List<Revision> answer = List.of();
  private boolean changed;
  private int read;
  private long now = Long.MIN_VALUE;
  private long position = Long.MIN_VALUE;

  public OpenIncidents(IncidentHistory known, IncidentKind kind) {
    this.known = known;
    this.kind = kind;
  }

  /** As {@link #at(long, long)}, with everything that has been appended by now. */
  public List<Revision> at(long instant) {
    return at(instant, Math.max(position, known.end()));
  }

  /**
   * The open incidents in the order of their keys, not to be changed; the very same list as last
   * time if nothing has changed.
   *
   * @param instant T, never before that of the last call
   * @param through only revisions of lower offsets count; never less than in the last call
   * @throws IllegalArgumentException if one of them goes back
   */
  public List<Revision> at(long instant, long through) {
    if (instant < now || through < position) {
      throw new IllegalArgumentException(
          "T %d before offset %d comes after T %d before offset %d"
              .formatted(instant, through, now, position));
    }
    now = instant;
    position = through;
    readPublished();
    learn();
    cross();
    if (changed) {
      changed = false;
      answer = List.copyOf(open.values());
    }
    return answer;
  }

  /**
   * Until when, not including it, the last answer stays true unless further revisions are
   * published; {@link Long#MAX_VALUE} if for good. Never later than the next change, perhaps
   * earlier.
   */
  public long validUntil() {
    long seen = unseen.isEmpty() ? Long.MAX_VALUE : unseen.peek().knownAt();
    long crossed = boundaries.isEmpty() ? Long.MAX_VALUE : boundaries.peek().at();
    return Math.min(seen, crossed);
  }

  private void readPublished() {
    while (read < known.size() && known.get(read).offset() < position) {
      unseen.add(known.get(read));
      read++;
    }
  }

  /** Takes up what has been seen by now. */
  private void learn() {
    while (!unseen.isEmpty() && unseen.peek().knownAt() <= now) {
      Revision revision = unseen.poll();
      Revision former = newest.get(revision.incident());
      if (former == null || Revision.BY_KNOWLEDGE.compare(former, revision) < 0) {
        newest.put(revision.incident(), revision);
        settle(revision);
      }
    }
  }

  /** Looks again at the incidents that have begun or ended by now. */
  private void cross() {
    while (!boundaries.isEmpty() && boundaries.peek().at() <= now) {
      Revision revision = boundaries.poll().revision();
      if (newest.get(revision.incident()) == revision) {
        settle(revision);
      }
    }
  }

  /** Puts an incident where its newest revision wants it now, and notes when to look again. */
  private void settle(Revision revision) {
    Revision former = open.remove(revision.incident());
    boolean isOpen = revision.kind() == kind && revision.isOpenAt(now);
    if (isOpen) {
      open.put(revision.incident(), revision);
    }
    changed |= isOpen || former != null;
    if (revision.kind() != kind || revision.isClosed()) {
      return;
    }
    if (now < revision.beginsAt() && revision.beginsAt() < revision.endsAt()) {
      boundaries.add(new Boundary(revision.beginsAt(), revision));
    } else if (isOpen && revision.endsAt() != Revision.NO_END) {
      boundaries.add(new Boundary(revision.endsAt(), revision));
    }
  }
}
