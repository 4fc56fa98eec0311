package dev.faultline.schemas.watermark;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A statement of one publisher, to one partition of the observation topic: all that I publish of
 * this population up to a time has been published. It travels as a record with the population's
 * watermark key, a null value, the time as its timestamp, and the rest in headers.
 *
 * @param time up to which; inclusive
 * @param publisher who says so; {@link #UNNAMED} if the record does not tell
 * @param closing whether it is the publisher's last one: from then on it holds nothing back
 * @param incidentsThrough every incident revision before this offset of the incident topic's only
 *     partition had been published, too; empty if not told
 */
public record Watermark(
    Population population,
    Instant time,
    String publisher,
    boolean closing,
    OptionalLong incidentsThrough) {

  /** The publisher of watermarks that name none: a publisher of its own. */
  public static final String UNNAMED = "";

  /** How long a publisher's name may be, in bytes of UTF-8: it is kept in every partition. */
  public static final int LONGEST_PUBLISHER = 256;

  private static final String PUBLISHER = "publisher";
  private static final String CLOSED = "closed";
  private static final String INCIDENTS = "incidents";

  /**
   * @throws IllegalArgumentException if the publisher's name is too long
   */
  public Watermark {
    if (publisher.getBytes(StandardCharsets.UTF_8).length > LONGEST_PUBLISHER) {
      throw new IllegalArgumentException(
          "the publisher's name is longer than " + LONGEST_PUBLISHER + " bytes");
    }
  }

  /** A watermark that does not tell of incidents. */
  public static Watermark of(Population population, Instant time, String publisher) {
    return new Watermark(population, time, publisher, false, OptionalLong.empty());
  }

  /** The same as its publisher's last word. */
  public Watermark asClosing() {
    return new Watermark(population, time, publisher, true, incidentsThrough);
  }

  /** The same, behind the incident revisions before an offset. */
  public Watermark behindIncidents(long offset) {
    return new Watermark(population, time, publisher, closing, OptionalLong.of(offset));
  }

  /**
   * Reads a record whose key is a watermark's and whose value is null. Those of builds that knew no
   * publishers were taken by their greatest: as if each publisher said its last word each time.
   *
   * @throws IllegalArgumentException if the key names no population, or the publisher's name is too
   *     long
   */
  public static Watermark read(String key, long timestamp, Headers headers) {
    Header publisher = headers.lastHeader(PUBLISHER);
    return new Watermark(
        Population.parse(key),
        Instant.ofEpochMilli(timestamp),
        publisher == null || publisher.value() == null
            ? UNNAMED
            : new String(publisher.value(), StandardCharsets.UTF_8),
        headers.lastHeader(CLOSED) != null || Population.isFormerWatermarkKey(key),
        incidentsThrough(headers.lastHeader(INCIDENTS)));
  }

  /** The headers that it travels with. */
  public List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    if (!publisher.equals(UNNAMED)) {
      headers.add(new RecordHeader(PUBLISHER, publisher.getBytes(StandardCharsets.UTF_8)));
    }
    if (closing) {
      headers.add(new RecordHeader(CLOSED, new byte[] {1}));
    }
    if (incidentsThrough.isPresent()) {
      byte[] offset = ByteBuffer.allocate(Long.BYTES).putLong(incidentsThrough.getAsLong()).array();
      headers.add(new RecordHeader(INCIDENTS, offset));
    }
    return headers;
  }

  /** The record that says so to one partition of the observation topic. */
  public <V> ProducerRecord<String, V> toRecord(int partition) {
    return new ProducerRecord<>(
        Topic.OBSERVATIONS.topicName(),
        partition,
        time.toEpochMilli(),
        population.watermarkKey(),
        null,
        headers());
  }

  /** An offset that is not one, or not in 8 bytes, is as good as none. */
  private static OptionalLong incidentsThrough(Header header) {
    if (header == null || header.value() == null || header.value().length != Long.BYTES) {
      return OptionalLong.empty();
    }
    long offset = ByteBuffer.wrap(header.value()).getLong();
    return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
  }
}
