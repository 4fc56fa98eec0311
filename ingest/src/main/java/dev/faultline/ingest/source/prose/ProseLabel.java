package dev.faultline.ingest.source.prose;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** When an update was posted, as status pages label it: {@code Oct 21, 17:39 UTC}. */
public final class ProseLabel {

  private static final int LONGEST = 200;

  private ProseLabel() {}

  /**
   * Reads a label with a day and a time of day; without a zone it is UTC, and without a year the
   * newest such day.
   *
   * @param newest when the last update of all was posted, which may be given to the second
   * @return empty if it is none, or later than that
   */
  public static Optional<Instant> of(String label, Instant newest) {
    if (label.length() > LONGEST) {
      return Optional.empty();
    }
    String line = label.replaceAll("[\\s\\u00a0]+", " ").replace(" ,", ",").strip();
    // a day further on where the page's zone is ahead of UTC
    LocalDate day = LocalDate.ofInstant(newest.plus(Duration.ofHours(14)), ZoneOffset.UTC);
    return ProseMoment.of(line, day)
        .filter(moment -> moment.date().isPresent())
        .map(moment -> moment.instant(day, ZoneOffset.UTC))
        .filter(time -> !time.isAfter(newest.plus(Duration.ofMinutes(1))));
  }
}
