package dev.faultline.ingest.watermark;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;

/** A population as one publisher publishes it. */
public record PublishedPopulation(Population population, String publisher) {

  /** Whose progress it is. */
  public static PublishedPopulation of(PublisherProgress progress) {
    return new PublishedPopulation(
        new Population(progress.getNetwork(), progress.getLayer()), progress.getPublisher());
  }

  /** The key that progress is kept by: {@code network/layer/publisher}. */
  public String key() {
    return population.key() + "/" + publisher;
  }
}
