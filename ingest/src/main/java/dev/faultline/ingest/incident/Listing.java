package dev.faultline.ingest.incident;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one poll of a feed listed.
 *
 * @param source the feed's name, which its incidents carry
 * @param knownAt when it was polled
 * @param provider whose incidents it can list; empty for any
 * @param kinds which kinds of incidents it lists
 * @param sightings the incidents listed, each known at that time
 * @param complete whether the whole listing could be read: a body that is empty, cut or not
 *     understood, or in which one record was refused, says nothing about what it does not list
 */
public record Listing(
    String source,
    Optional<String> provider,
    Instant knownAt,
    Set<IncidentKind> kinds,
    List<IncidentRevision> sightings,
    boolean complete) {

  /** A listing that may hold any provider's incidents, of every kind. */
  public Listing(
      String source, Instant knownAt, List<IncidentRevision> sightings, boolean complete) {
    this(source, Optional.empty(), knownAt, Set.of(IncidentKind.values()), sightings, complete);
  }

  /** Copies the lists. */
  public Listing {
    kinds = Set.copyOf(kinds);
    sightings = List.copyOf(sightings);
  }
}
