package dev.faultline.ingest.watermark;

import dev.faultline.schemas.PublisherProgress;
import java.util.List;

/** What the publishers of all populations have said of how far they are. */
@FunctionalInterface
public interface Publishers {

  /**
   * What each publisher of each population said last, in the order in which they said it.
   *
   * @throws dev.faultline.ingest.publish.PublishFailedException if it cannot be read: says why
   */
  List<PublisherProgress> read();
}
