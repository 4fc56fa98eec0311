package dev.faultline.streams.decode;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;

/** What the observation topic says, one record at a time. */
public sealed interface NodeEvent permits NodeEvent.Progress, PlacedObservation {

  Population population();

  /** What a publisher says of how far it is. */
  record Progress(Watermark watermark) implements NodeEvent {
    @Override
    public Population population() {
      return watermark.population();
    }
  }
}
