package dev.faultline.ingest.incident;

import dev.faultline.schemas.IncidentRevision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one poll of a feed listed.
 *
 * @param source the feed's name, which its incidents carry
 * @param knownAt when it was polled
 * @param provider whose incidents it can list; empty for any
 * @param sightings the incidents listed, each known at that time
 * @param complete whether the whole listing could be read: a body that is empty, cut or not
 *     understood, or in which one record was refused, says nothing about what it does not list
 */
public record Listing(
    String source,
    Optional<String> provider,
    Instant knownAt,
    List<IncidentRevision> sightings,
    boolean complete) {

  /** A listing that may hold any provider's incidents. */
  public Listing(
      String source, Instant knownAt, List<IncidentRevision> sightings, boolean complete) {
    this(source, Optional.empty(), knownAt, sightings, complete);
  }

  /** Copies the list. */
  public Listing {
    sightings = List.copyOf(sightings);
  }
}
