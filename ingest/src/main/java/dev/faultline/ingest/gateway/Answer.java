package dev.faultline.ingest.gateway;

import java.util.Optional;

/**
 * What a sender is told.
 *
 * @param status the HTTP status
 * @param json the body
 * @param retryAfterSeconds when to come back, with 503
 */
record Answer(int status, String json, Optional<Integer> retryAfterSeconds) {

  static Answer of(int status, String json) {
    return new Answer(status, json, Optional.empty());
  }

  /** An error with one sentence that says what is wrong. */
  static Answer error(int status, String message) {
    return of(status, AnswerJson.error(message));
  }

  /** Nothing is wrong with the request, but it cannot be taken now. */
  static Answer unavailable(String message, int retryAfterSeconds) {
    return new Answer(503, AnswerJson.error(message), Optional.of(retryAfterSeconds));
  }
}
