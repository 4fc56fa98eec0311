package dev.faultline.ingest.source;

import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.schemas.IncidentKind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A document that lists incidents, which has been read to its end.
 *
 * @param source the source of its incidents
 * @param provider whose incidents it can list; empty if it does not prove that
 * @param knownAt when it was seen, if it or the user says so; else it closes nothing
 * @param vanishing what it means that it does not list an incident, as far as the document itself
 *     shows
 * @param kinds which kinds of incidents it lists; it says nothing of others
 */
public record ListedDocument(
    String source,
    Optional<String> provider,
    Optional<Instant> knownAt,
    Vanishing vanishing,
    Set<IncidentKind> kinds) {

  /** A document that lists every kind. */
  public ListedDocument(
      String source, Optional<String> provider, Optional<Instant> knownAt, Vanishing vanishing) {
    this(source, provider, knownAt, vanishing, Set.of(IncidentKind.values()));
  }

  /** Copies the set. */
  public ListedDocument {
    kinds = Set.copyOf(kinds);
  }
}
