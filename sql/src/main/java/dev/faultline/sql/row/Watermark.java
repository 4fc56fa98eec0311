package dev.faultline.sql.row;

import dev.faultline.schemas.Population;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A watermark: all that is said of a population up to a time stands before it in its partition.
 *
 * @param incidentsThrough and so do the incident revisions before this offset; empty if not told
 */
public record Watermark(Population population, Instant time, OptionalLong incidentsThrough) {

  static final Watermark ANY =
      new Watermark(new Population("any", "any"), Instant.EPOCH, OptionalLong.empty());
}
