package dev.faultline.ingest.poll;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of one body.
 *
 * @param at when it was read
 * @param accepted records that passed the checks
 * @param rejected records that did not
 * @param published observations, or revisions that were new
 * @param vanished of these the incidents that were listed no more
 * @param failure why the poll failed although there was a body
 */
record PollResult(
    Instant at,
    long accepted,
    long rejected,
    long published,
    long vanished,
    Optional<PollFailure> failure) {

  static PollResult failed(Instant at, PollFailure failure) {
    return new PollResult(at, 0, 0, 0, 0, Optional.of(failure));
  }

  PollResult withFailure(PollFailure other) {
    return new PollResult(at, accepted, rejected, published, vanished, Optional.of(other));
  }
}
