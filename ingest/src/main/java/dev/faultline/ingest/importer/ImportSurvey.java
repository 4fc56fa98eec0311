package dev.faultline.ingest.importer;

import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.watermark.MaxOutOfOrderness;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the first reading of an import finds out of each population. */
final class ImportSurvey implements RecordHandler {

  /** One population. */
  static final class Surveyed {
    private final MaxOutOfOrderness outOfOrderness = new MaxOutOfOrderness();
    private final Optional<Instant> closedThrough;
    private Instant earliest = Instant.MAX;
    private long records;
    private long late;

    private Surveyed(Optional<Instant> closedThrough) {
      this.closedThrough = closedThrough;
    }

    private void add(Instant observedAt) {
      records++;
      if (observedAt.isBefore(earliest)) {
        earliest = observedAt;
      }
      if (closedThrough.isPresent() && !observedAt.isAfter(closedThrough.get())) {
        late++;
      }
      outOfOrderness.add(observedAt);
    }

    /** The time of its first record. */
    Instant earliest() {
      return earliest;
    }

    /** The time of its last record. */
    Instant latest() {
      return outOfOrderness.newest();
    }

    long records() {
      return records;
    }

    /** Up to where the population was closed when its first record was read; empty if nowhere. */
    Optional<Instant> closedThrough() {
      return closedThrough;
    }

    /** Records that are not after that. */
    long late() {
      return late;
    }
  }

  private final Function<Population, Optional<Instant>> closedThrough;
  private final Consumer<Population> found;
  private final Map<Population, Surveyed> populations = new TreeMap<>();

  /**
   * @param closedThrough up to where a population is closed now
   * @param found is told of each population at its first record
   */
  ImportSurvey(Function<Population, Optional<Instant>> closedThrough, Consumer<Population> found) {
    this.closedThrough = closedThrough;
    this.found = found;
  }

  @Override
  public void observation(long line, Observation observation) {
    Population population = new Population(observation.getNetwork(), observation.getLayer());
    Surveyed surveyed = populations.get(population);
    if (surveyed == null) {
      surveyed = new Surveyed(closedThrough.apply(population));
      populations.put(population, surveyed);
      found.accept(population);
    }
    surveyed.add(observation.getObservedAt());
  }

  @Override
  public void sighting(long line, IncidentRevision sighting) {
    // incidents have no watermarks
  }

  @Override
  public void restOfEvent(long line, IncidentRevision sighting) {
    // incidents have no watermarks
  }

  @Override
  public void refused(Refusal refusal) {
    // is told by the reading that publishes
  }

  @Override
  public void repeated(long line) {
    // is told by the reading that publishes
  }

  @Override
  public void dropped(Refusal refusal) {
    // is told by the reading that publishes
  }

  @Override
  public void document() {
    // incidents have no watermarks
  }

  @Override
  public void listed(ListedDocument document) {
    // incidents have no watermarks
  }

  /** How far a population's records are from being in time order; zero if there are none. */
  Duration outOfOrderness(Population population) {
    Surveyed surveyed = populations.get(population);
    return surveyed == null ? Duration.ZERO : surveyed.outOfOrderness.most();
  }

  /** What was found, by population. */
  Map<Population, Surveyed> populations() {
    return populations;
  }
}
