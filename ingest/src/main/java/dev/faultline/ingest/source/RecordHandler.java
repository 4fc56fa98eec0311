package dev.faultline.ingest.source;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;

/**
 * Receives what a format reads, in the order of the input. No method has a default: one that passes
 * records on would lose what it does not know of.
 */
public interface RecordHandler {

  /**
   * An accepted observation.
   *
   * @param line the 1-based line on which it begins
   */
  void observation(long line, Observation observation);

  /**
   * An accepted sighting: what a source said about one incident at {@code known_at}. Its revision
   * number is 0, because only the ledger knows whether it says anything new.
   *
   * @param line the 1-based line on which it begins
   */
  void sighting(long line, IncidentRevision sighting);

  /**
   * An accepted sighting of an event that a feed tells by single updates, of which the first may
   * have left it: what is left belongs to the event that is known, if there is one.
   *
   * @param line the 1-based line on which the newest of its updates begins
   */
  void restOfEvent(long line, IncidentRevision sighting);

  /** A record, or the rest of the input, that is not taken. */
  void refused(Refusal refusal);

  /**
   * A record that is not handed over, because a later one of the input says the same thing of the
   * same node at the same instant.
   *
   * @param line the 1-based line on which it begins
   */
  void repeated(long line);

  /**
   * An attribute that could not be used, of a record that is taken without it.
   *
   * @param refusal where it stands, and what is wrong with it
   */
  void dropped(Refusal refusal);

  /** The begin of a document: what was refused before it is not in it. */
  void document();

  /**
   * The end of a document that lists a provider's incidents, after those that it lists.
   *
   * @param document whose it is, and what it says of incidents that it does not list
   */
  void listed(ListedDocument document);
}
