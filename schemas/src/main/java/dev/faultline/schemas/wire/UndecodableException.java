package dev.faultline.schemas.wire;

import dev.faultline.schemas.deadletter.BoundedText;

/**
 * Bytes that are not a record of their topic, and never will be. They belong in the dead letters.
 */
public final class UndecodableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong with the bytes. */
  public enum Kind {
    /** They are not in Confluent's wire format, or not Avro of the schema that they name. */
    BYTES,
    /** The registry does not know the schema that they name, or it is not one of this topic. */
    SCHEMA
  }

  /** Decoders quote what they have read: a reason may otherwise be as long as the record. */
  private static final int MAX_REASON_BYTES = 512;

  private final Kind kind;

  /**
   * @param reason what is wrong, as the end of a sentence about the record; cut to 512 bytes
   */
  public UndecodableException(Kind kind, String reason) {
    // an expected outcome, and a batch may hold thousands: no stack trace
    super(BoundedText.cut(reason, MAX_REASON_BYTES), null, false, false);
    this.kind = kind;
  }

  /** What is wrong with the bytes. */
  public Kind kind() {
    return kind;
  }
}
