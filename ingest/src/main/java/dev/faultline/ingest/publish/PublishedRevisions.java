package dev.faultline.ingest.publish;

import dev.faultline.ingest.incident.RevisionLedger;

/** The incident revisions that have been published, by whomever. */
@FunctionalInterface
public interface PublishedRevisions {

  /**
   * Enters into the ledger all revisions published since the last call (the first time: all).
   *
   * @throws PublishFailedException if they cannot be read
   */
  void enterInto(RevisionLedger ledger);
}
