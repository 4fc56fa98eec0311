package dev.faultline.ingest.incident;

import dev.faultline.schemas.IncidentRevision;
import java.time.Instant;
import java.util.ArrayList;
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

  private record Entry(int revision, Instant knownAt, String contentHash) {}

  private final Map<IncidentKey, List<Entry>> incidents = new HashMap<>();

  /** Enters a revision that has been published. Entering it again changes nothing. */
  public void enter(IncidentRevision published) {
    Entry entry = entry(published);
    List<Entry> entries = incidents.computeIfAbsent(key(published), k -> new ArrayList<>());
    if (!entries.contains(entry)) {
      entries.add(entry);
    }
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
    Entry inForce = null;
    for (Entry entry : entries) {
      newest = Math.max(newest, entry.revision);
      if (entry.knownAt.equals(sighting.getKnownAt())
          && entry.contentHash.equals(sighting.getContentHash())) {
        return Optional.empty();
      }
      if (!entry.knownAt.isAfter(sighting.getKnownAt()) && isLater(entry, inForce)) {
        inForce = entry;
      }
    }
    if (inForce != null && inForce.contentHash.equals(sighting.getContentHash())) {
      return Optional.empty();
    }
    return Optional.of(numbered(sighting, newest + 1));
  }

  /** Forgets a revision that was entered but not published after all. */
  public void withdraw(IncidentRevision unpublished) {
    List<Entry> entries = incidents.get(key(unpublished));
    if (entries != null) {
      entries.remove(entry(unpublished));
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
        sighting.getModifiedAt());
  }

  private static boolean isLater(Entry entry, Entry other) {
    return other == null
        || entry.knownAt.isAfter(other.knownAt)
        || (entry.knownAt.equals(other.knownAt) && entry.revision > other.revision);
  }

  private static Entry entry(IncidentRevision revision) {
    return new Entry(revision.getRevision(), revision.getKnownAt(), revision.getContentHash());
  }

  private static IncidentKey key(IncidentRevision revision) {
    return new IncidentKey(revision.getSource(), revision.getIncidentId());
  }
}
