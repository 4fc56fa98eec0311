package dev.faultline.ingest.publish;

import java.util.Optional;

/** Told once, from whatever thread, how the publication of one record ended. */
@FunctionalInterface
public interface Acknowledgement {

  /**
   * The end of one publication.
   *
   * @param failure why the brokers did not acknowledge the record; empty if they did
   */
  void answer(Optional<PublishFailedException> failure);
}
