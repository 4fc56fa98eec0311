package dev.faultline.sql.landing;

/**
 * Bytes that are not a record of their topic, and never will be. They belong in the dead letters.
 */
final class Undecodable extends Exception {

  private final Refusal refusal;

  Undecodable(Refusal refusal, String reason) {
    super(reason, null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
