package dev.faultline.ingest.source.framing;

import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The bytes of one record, cut out of the input before anybody looks inside.
 *
 * @param index the 0-based number of the record
 * @param line the 1-based line on which it begins
 * @param bytes its bytes without what separates records; cut if the record is too long
 * @param defect why no record can be read from these bytes; empty where one may try
 * @param extent whether the input can be read on after it
 */
public record RawRecord(
    long index, long line, ByteBuffer bytes, Optional<String> defect, Extent extent) {

  /** Refuses this record because of its framing. */
  public Refusal refusal() {
    return new Refusal(index, line, Optional.empty(), defect.orElseThrow(), bytes, extent);
  }

  /** Refuses this record because of its content. */
  public Refusal refusal(Optional<String> field, String reason) {
    return new Refusal(index, line, field, reason, bytes, extent);
  }
}
