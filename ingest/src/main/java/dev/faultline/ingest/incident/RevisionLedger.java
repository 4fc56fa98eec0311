package dev.faultline.ingest.incident;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All revisions that are known, and what makes a sighting a new one: its content differs from that
 * of the revision in force at its {@code known_at}. So reading a file twice, or again after a crash
 * half-way, or polling more often, adds nothing.
 *
 * <p>Revisions are numbered 1, 2, 3 … per incident in the order of publication, which is not always
 * the order of knowledge: a recording that is imported later may know earlier versions. {@code
 * known_at} orders the knowledge. Of two contents at the very same instant both are kept, once.
 *
 * <p>Not safe for use by several threads.
 */
public final class RevisionLedger {

  private record IncidentKey(String source, String incidentId) {}

  /**
   * A revision in short.
   *
   * @param whole the revision itself, if it says that the incident is open; else null, because
   *     nobody asks for it
   */
  private record Entry(int revision, Instant knownAt, String contentHash, IncidentRevision whole) {

    boolean isOf(IncidentRevision other) {
      return revision == other.getRevision()
          && knownAt.equals(other.getKnownAt())
          && contentHash.equals(other.getContentHash());
    }
  }

  private final Map<IncidentKey, List<Entry>> incidents = new HashMap<>();
  private final EventSpans spans = new EventSpans();

  /** Enters a revision that has been published. Entering it again changes nothing. */
  public void enter(IncidentRevision published) {
    List<Entry> entries = incidents.computeIfAbsent(key(published), k -> new ArrayList<>());
    if (entries.stream().noneMatch(entry -> entry.isOf(published))) {
      entries.add(entry(published));
      spans.enter(published);
    }
  }

  /**
   * The whole of an event whose first updates may have left the feed: under the id, and with the
   * begin, under which it is known. A sighting of an event that is not known stays as it is.
   *
   * @param sighting with one service and the time of its newest update
   */
  public IncidentRevision whole(IncidentRevision sighting) {
    return spans.whole(sighting);
  }

  /**
   * Numbers a sighting if it is a new revision. It is in force only once it has been entered, which
   * the caller does when it is published.
   *
   * @return the sighting with its number; empty if it says nothing new
   */
  public Optional<IncidentRevision> number(IncidentRevision sighting) {
    List<Entry> entries = incidents.getOrDefault(key(sighting), List.of());
    int newest = 0;
    for (Entry entry : entries) {
      newest = Math.max(newest, entry.revision);
      if (entry.knownAt.equals(sighting.getKnownAt())
          && entry.contentHash.equals(sighting.getContentHash())) {
        return Optional.empty();
      }
    }
    Entry inForce = inForce(entries, sighting.getKnownAt());
    if (inForce != null && inForce.contentHash.equals(sighting.getContentHash())) {
      return Optional.empty();
    }
    return Optional.of(numbered(sighting, newest + 1));
  }

  /**
   * What was known to be open at some time: of each incident of a source the revision in force
   * then, if it was neither resolved, vanished nor retracted; in the order of the ids.
   */
  public List<IncidentRevision> open(String source, Instant at) {
    List<IncidentRevision> open = new ArrayList<>();
    incidents.forEach(
        (key, entries) -> {
          Entry inForce = key.source.equals(source) ? inForce(entries, at) : null;
          if (inForce != null && inForce.whole != null) {
            open.add(inForce.whole);
          }
        });
    open.sort(Comparator.comparing(IncidentRevision::getIncidentId));
    return open;
  }

  /** Forgets a revision that was entered but not published after all. */
  public void withdraw(IncidentRevision unpublished) {
    List<Entry> entries = incidents.get(key(unpublished));
    if (entries != null) {
      entries.removeIf(entry -> entry.isOf(unpublished));
    }
  }

  /** How many incidents are known. */
  public int incidents() {
    return incidents.size();
  }

  /** By hand, because the builder's copy goes through Avro's reflection. */
  private static IncidentRevision numbered(IncidentRevision sighting, int revision) {
    return new IncidentRevision(
        sighting.getSource(),
        sighting.getIncidentId(),
        revision,
        sighting.getContentHash(),
        sighting.getKnownAt(),
        sighting.getKind(),
        sighting.getProvider(),
        sighting.getStatus(),
        sighting.getSeverity(),
        sighting.getBeginsAt(),
        sighting.getEndsAt(),
        sighting.getTitle(),
        sighting.getUrl(),
        sighting.getParentId(),
        sighting.getScopes(),
        sighting.getServices(),
        sighting.getModifiedAt(),
        sighting.getAttributedTo());
  }

  /** The newest of what was known at some time; null if nothing was. */
  private static Entry inForce(List<Entry> entries, Instant at) {
    Entry inForce = null;
    for (Entry entry : entries) {
      if (!entry.knownAt.isAfter(at) && isLater(entry, inForce)) {
        inForce = entry;
      }
    }
    return inForce;
  }

  private static boolean isLater(Entry entry, Entry other) {
    return other == null
        || entry.knownAt.isAfter(other.knownAt)
        || (entry.knownAt.equals(other.knownAt) && entry.revision > other.revision);
  }

  private static Entry entry(IncidentRevision revision) {
    return new Entry(
        revision.getRevision(),
        revision.getKnownAt(),
        revision.getContentHash(),
        isOpen(revision.getStatus()) ? revision : null);
  }

  private static boolean isOpen(IncidentStatus status) {
    return switch (status) {
      case INVESTIGATING, IDENTIFIED, MONITORING -> true;
      case RESOLVED, VANISHED, RETRACTED -> false;
    };
  }

  private static IncidentKey key(IncidentRevision revision) {
    return new IncidentKey(revision.getSource(), revision.getIncidentId());
  }
}
