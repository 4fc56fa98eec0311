package dev.faultline.streams.decode;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.streams.node.EventTime;
import java.time.Instant;

/** What times a revision may have: those that a row and a record can have too. */
public final class RevisionTimes {

  private RevisionTimes() {}

  /**
   * Returns the revision.
   *
   * @throws PoisonException if a time of it is not between 1970 and 9999
   */
  public static IncidentRevision checked(IncidentRevision revision) throws PoisonException {
    check("known_at", revision.getKnownAt());
    check("begins_at", revision.getBeginsAt());
    if (revision.getEndsAt() != null) {
      check("ends_at", revision.getEndsAt());
    }
    return revision;
  }

  private static void check(String field, Instant time) throws PoisonException {
    if (!EventTime.isInRange(time.toEpochMilli())) {
      throw new PoisonException(field + " is not between 1970 and 9999: " + time);
    }
  }
}
