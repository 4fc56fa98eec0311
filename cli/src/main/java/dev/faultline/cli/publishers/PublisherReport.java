package dev.faultline.cli.publishers;

import dev.faultline.ingest.watermark.Cadence;
import dev.faultline.ingest.watermark.PublishedPopulation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.PublisherState;
import dev.faultline.schemas.watermark.PublisherWatermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Who publishes which population, how far each is, and whom a population waits for. */
public final class PublisherReport {

  private static final Duration ALWAYS_ALLOWED = Duration.ofMinutes(5);
  private static final int STEPS_ALLOWED = 3;

  private final Function<Population, Cadence> cadences;
  private final Instant now;

  /**
   * @param cadences how often live publishers of a population say something, and how far they may
   *     be apart
   */
  public PublisherReport(Function<Population, Cadence> cadences, Instant now) {
    this.cadences = cadences;
    this.now = now;
  }

  /** A row for each publisher of each population, by population and name. */
  public List<PublisherRow> rows(List<PublisherProgress> progress) {
    Map<Population, PublisherWatermarks> watermarks = new HashMap<>();
    for (PublisherProgress each : progress) {
      if (each.getState() != PublisherState.ANNOUNCED && each.getWatermark() != null) {
        watermarks
            .computeIfAbsent(
                PublishedPopulation.of(each).population(),
                population ->
                    new PublisherWatermarks(cadences.apply(population).publisherLag().toMillis()))
            .update(
                each.getPublisher(),
                each.getWatermark().toEpochMilli(),
                each.getState() == PublisherState.CLOSED);
      }
    }
    List<PublisherRow> rows = new ArrayList<>();
    progress.forEach(each -> rows.add(row(each, watermarks)));
    rows.sort(
        Comparator.comparing(PublisherRow::population).thenComparing(PublisherRow::publisher));
    return rows;
  }

  private PublisherRow row(
      PublisherProgress progress, Map<Population, PublisherWatermarks> watermarks) {
    Population population = PublishedPopulation.of(progress).population();
    Optional<Instant> watermark =
        progress.getState() == PublisherState.ANNOUNCED
            ? Optional.empty()
            : Optional.ofNullable(progress.getWatermark());
    PublisherWatermarks all = watermarks.get(population);
    boolean isHolding = all != null && all.open().containsKey(progress.getPublisher());
    Duration silent = Duration.between(progress.getUpdatedAt(), now);
    return new PublisherRow(
        population,
        progress.getPublisher(),
        progress.getState(),
        watermark,
        watermark.map(at -> Duration.between(at, Instant.ofEpochMilli(all.newest()))),
        silent.isNegative() ? Duration.ZERO : silent,
        isHolding,
        isHolding && silent.compareTo(allowed(population)) > 0);
  }

  /** A live publisher says something once a step. */
  private Duration allowed(Population population) {
    Duration steps = cadences.apply(population).step().multipliedBy(STEPS_ALLOWED);
    return steps.compareTo(ALWAYS_ALLOWED) > 0 ? steps : ALWAYS_ALLOWED;
  }
}
