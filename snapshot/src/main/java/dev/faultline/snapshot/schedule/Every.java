package dev.faultline.snapshot.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;

/**
 * A fixed time apart, counted from a time of the day at the epoch.
 *
 * @param period a minute or more, whole seconds
 * @param at of one day a time of it; of other periods where to begin
 */
public record Every(Duration period, LocalTime at) implements Schedule {

  /** Checks the period. */
  public Every {
    if (period.compareTo(Duration.ofMinutes(1)) < 0 || period.getNano() != 0) {
      throw new IllegalArgumentException("the period must be a minute or more, in whole seconds");
    }
  }

  @Override
  public Instant after(Instant instant) {
    long length = period.toSeconds();
    long offset = at.toSecondOfDay();
    long passed = Math.floorDiv(instant.getEpochSecond() - offset, length);
    return Instant.ofEpochSecond((passed + 1) * length + offset);
  }
}
