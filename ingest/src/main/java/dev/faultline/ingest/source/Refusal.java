package dev.faultline.ingest.source;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Something that was not taken, with what is needed to find and mend it.
 *
 * @param index the 0-based number of the record in the input (header lines do not count)
 * @param line the 1-based line on which it begins
 * @param field the field or column that is wrong; empty where the record as a whole is
 * @param reason what is wrong
 * @param raw its bytes as they came (after gzip), perhaps cut
 * @param extent whether the input could be read on after it
 */
public record Refusal(
    long index, long line, Optional<String> field, String reason, ByteBuffer raw, Extent extent) {

  /** An input that is not empty and holds no document, such as an empty list. */
  public static Refusal ofNoDocument() {
    return new Refusal(
        0, 1, Optional.empty(), "holds no document", ByteBuffer.allocate(0), Extent.REST_OF_INPUT);
  }

  /** How much is lost. */
  public enum Extent {
    /** This record alone. */
    RECORD,
    /** This record and all that follows it: the input is broken there. */
    REST_OF_INPUT
  }
}
