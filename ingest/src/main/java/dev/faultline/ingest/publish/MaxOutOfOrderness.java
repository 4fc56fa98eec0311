package dev.faultline.ingest.publish;

import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How far the observations of each population are from being in time order. */
final class MaxOutOfOrderness implements RecordHandler {

  private static final class Measured {
    private Instant newest = Instant.MIN;
    private Duration outOfOrderness = Duration.ZERO;
  }

  private final Map<Population, Measured> populations = new HashMap<>();

  @Override
  public void observation(long line, Observation observation) {
    Measured measured =
        populations.computeIfAbsent(
            new Population(observation.getNetwork(), observation.getLayer()), p -> new Measured());
    Instant observedAt = observation.getObservedAt();
    if (observedAt.isBefore(measured.newest)) {
      Duration behind = Duration.between(observedAt, measured.newest);
      if (behind.compareTo(measured.outOfOrderness) > 0) {
        measured.outOfOrderness = behind;
      }
    } else {
      measured.newest = observedAt;
    }
  }

  @Override
  public void sighting(long line, IncidentRevision sighting) {
    // incidents have no watermarks
  }

  @Override
  public void refused(Refusal refusal) {
    // is told by the reading that publishes
  }

  /** The most that a record of the population lies behind an earlier one. */
  Duration of(Population population) {
    Measured measured = populations.get(population);
    return measured == null ? Duration.ZERO : measured.outOfOrderness;
  }
}
