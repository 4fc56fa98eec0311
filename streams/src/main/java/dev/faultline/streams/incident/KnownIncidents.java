package dev.faultline.streams.incident;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which incidents are open at T, as known at T. Takes revisions in the order of their offsets,
 * whatever their {@code known_at}; is asked for ascending T. Of the revisions of one incident with
 * {@code known_at ≤ T} the one known last counts, of equals the one of the later offset.
 *
 * <p>An incident is open if it is an outage, its status is investigating, identified or monitoring,
 * it has begun and it has not ended. A source that calls it resolved, or withdrew it, is believed
 * whatever end it gives; one that gives a past end is believed whatever it calls it.
 *
 * <p>Asking again costs nothing until a revision becomes known, or an incident begins or ends.
 */
public final class KnownIncidents {

  private final PriorityQueue<Numbered> awaited = new PriorityQueue<>();
  private final Map<String, Numbered> newest = new TreeMap<>();
  private final Set<IncidentKey> news = new TreeSet<>();
  private List<IncidentRevision> open = List.of();
  private long validUntil = Long.MIN_VALUE;
  private long asked = Long.MIN_VALUE;

  private record Numbered(long offset, long knownAt, IncidentRevision revision)
      implements Comparable<Numbered> {
    @Override
    public int compareTo(Numbered other) {
      int byTime = Long.compare(knownAt, other.knownAt);
      return byTime != 0 ? byTime : Long.compare(offset, other.offset);
    }
  }

  /** Takes the revision at an offset of the incident topic. */
  public void append(long offset, IncidentRevision revision) {
    Numbered numbered = new Numbered(offset, revision.getKnownAt().toEpochMilli(), revision);
    if (numbered.knownAt() > asked) {
      awaited.add(numbered);
      validUntil = Math.min(validUntil, numbered.knownAt());
    } else {
      become(numbered);
      validUntil = Long.MIN_VALUE;
    }
  }

  private void become(Numbered revision) {
    news.add(new IncidentKey(revision.revision().getSource(), revision.revision().getIncidentId()));
    newest.merge(
        key(revision.revision()),
        revision,
        (before, now) -> now.compareTo(before) > 0 ? now : before);
  }

  private static String key(IncidentRevision revision) {
    return revision.getSource() + "/" + revision.getIncidentId();
  }

  /**
   * The newest revisions of the incidents that are open, in the order of source and id.
   *
   * @param at milliseconds since the epoch, not before the last one asked for
   * @throws IllegalArgumentException if it is before
   */
  public List<IncidentRevision> openAt(long at) {
    if (at < asked) {
      throw new IllegalArgumentException("asked for " + at + " after " + asked);
    }
    asked = at;
    if (at < validUntil) {
      return open;
    }
    while (!awaited.isEmpty() && awaited.peek().knownAt() <= at) {
      become(awaited.remove());
    }
    validUntil = awaited.isEmpty() ? Long.MAX_VALUE : awaited.peek().knownAt();
    List<IncidentRevision> found = new ArrayList<>();
    for (Numbered known : newest.values()) {
      IncidentRevision revision = known.revision();
      if (isUnderWay(revision)) {
        long begins = revision.getBeginsAt().toEpochMilli();
        long ends =
            revision.getEndsAt() == null ? Long.MAX_VALUE : revision.getEndsAt().toEpochMilli();
        if (begins <= at && at < ends) {
          found.add(revision);
        }
        long next = at < begins ? begins : ends;
        if (next > at) {
          validUntil = Math.min(validUntil, next);
        }
      }
    }
    open = List.copyOf(found);
    return open;
  }

  /** The incidents of which a revision has become known since this was asked last, in order. */
  public List<IncidentKey> news() {
    List<IncidentKey> told = List.copyOf(news);
    news.clear();
    return told;
  }

  private static boolean isUnderWay(IncidentRevision revision) {
    return revision.getKind() == IncidentKind.OUTAGE && isUnderWay(revision.getStatus());
  }

  private static boolean isUnderWay(IncidentStatus status) {
    return switch (status) {
      case INVESTIGATING, IDENTIFIED, MONITORING -> true;
      case RESOLVED, VANISHED, RETRACTED -> false;
    };
  }
}
