package dev.faultline.streams.incidentlog;

import dev.faultline.schemas.Topic;
import java.time.Duration;

/**
 * Incident revisions that a watermark tells of have not arrived. Nothing is measured without them:
 * the task fails, and waits for them again when it has been started anew.
 */
public final class MissingIncidentsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param position the offset before which all revisions are needed
   * @param waited for how long they have been waited for
   */
  MissingIncidentsException(long position, Duration waited) {
    super(
        ("a watermark says that %s has %,d records, but not all of them have arrived in %d s; if the"
                + " topic was deleted or made anew, restore it")
            .formatted(Topic.INCIDENTS.topicName(), position, waited.toSeconds()));
  }
}
