package dev.faultline.snapshot.population;

import java.time.Duration;
import java.time.Instant;

/** What a snapshot does with a population. */
public sealed interface Inclusion {

  /** Its rows of an instant are in the snapshot. */
  record Included(PopulationClock population, Instant at) implements Inclusion {}

  /** It has been silent for longer than its longest window. */
  record LeftOut(PopulationClock population, String reason) implements Inclusion {}

  /** It lives, and has not closed the instant yet. */
  record Open(PopulationClock population, Instant at, Instant closesAfter) implements Inclusion {

    /** What to wait for, in a sentence. */
    public String text() {
      return "%s has not closed %s: its publishers have said all up to %s, and must say so up to %s"
          .formatted(
              population.name(),
              at,
              population.watermark().map(Instant::toString).orElse("nothing yet"),
              closesAfter);
    }
  }

  /** Decides. Depends on what was published alone, so that a replay decides the same. */
  static Inclusion of(Instant asOf, PopulationClock population) {
    long step = population.stepSeconds();
    Instant expected = Instant.ofEpochSecond(Math.floorDiv(asOf.getEpochSecond(), step) * step);
    boolean isClosed =
        population.isPublishedBeyond()
            || population.published().filter(expected::equals).isPresent();
    Duration longest = Duration.ofSeconds(population.longestWindowSeconds());
    Instant silentSince = asOf.minus(longest);
    if (isClosed || population.watermark().isEmpty()) {
      return population
          .published()
          .filter(at -> at.isAfter(silentSince))
          .<Inclusion>map(at -> new Included(population, at))
          .orElseGet(() -> leftOut(population, longest));
    }
    if (!population.watermark().get().isAfter(silentSince)) {
      return leftOut(population, longest);
    }
    return new Open(population, expected, expected.plusSeconds(population.graceSeconds()));
  }

  private static Inclusion leftOut(PopulationClock population, Duration longest) {
    String last =
        population
            .published()
            .map(at -> "its last rows are of " + at)
            .orElse("no rows were published for it");
    return new LeftOut(
        population,
        "silent for longer than its longest window of %d s: %s"
            .formatted(longest.toSeconds(), last));
  }
}
