package dev.faultline.schemas;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What a watermark tells beside its time. The header {@code incidents} is an 8-byte big-endian
 * offset of the incident topic's only partition: every revision before it was published before the
 * watermark.
 */
public final class Watermarks {

  private static final String INCIDENTS = "incidents";

  private Watermarks() {}

  /** The header of a watermark that stands behind every incident revision before this offset. */
  public static Header incidentsThrough(long position) {
    return new RecordHeader(INCIDENTS, ByteBuffer.allocate(Long.BYTES).putLong(position).array());
  }

  /** Reads the offset; empty if the watermark does not tell it, or not in 8 bytes. */
  public static OptionalLong incidentsThrough(Headers headers) {
    Header header = headers.lastHeader(INCIDENTS);
    if (header == null || header.value() == null || header.value().length != Long.BYTES) {
      return OptionalLong.empty();
    }
    long position = ByteBuffer.wrap(header.value()).getLong();
    return position < 0 ? OptionalLong.empty() : OptionalLong.of(position);
  }
}
