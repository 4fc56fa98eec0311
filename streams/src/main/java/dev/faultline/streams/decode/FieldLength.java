package dev.faultline.streams.decode;

import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.Scope;
import java.nio.charset.StandardCharsets;

/**
 * How long the names may be that rows and state are made of. Publishers of ours write at most 1,024
 * bytes, but anybody may write to a topic: a name of a megabyte would make rows that no broker
 * takes, and a transaction with such a row in it fails again and again. So the record with it is
 * refused.
 */
public final class FieldLength {

  /** In bytes of UTF-8. */
  static final int MOST_BYTES = 4_096;

  private static final int BYTES_A_CHAR = 3;

  private FieldLength() {}

  /**
   * Returns the population.
   *
   * @throws PoisonException naming the first part of its name that is too long
   */
  public static Population checked(Population population) throws PoisonException {
    check("network", population.network());
    check("layer", population.layer());
    return population;
  }

  /**
   * Returns the observation.
   *
   * @throws PoisonException naming the first field that is too long
   */
  public static Observation checked(Observation observation) throws PoisonException {
    check("network", observation.getNetwork());
    check("layer", observation.getLayer());
    check("node_id", observation.getNodeId());
    check("ip", observation.getIp());
    check("provider", observation.getProvider());
    check("region", observation.getRegion());
    check("country", observation.getCountry());
    check("operator", observation.getOperator());
    check("client", observation.getClient());
    return observation;
  }

  /**
   * Returns the revision.
   *
   * @throws PoisonException naming the first field that is too long
   */
  public static IncidentRevision checked(IncidentRevision revision) throws PoisonException {
    check("source", revision.getSource());
    check("incident_id", revision.getIncidentId());
    check("provider", revision.getProvider());
    check("parent_id", revision.getParentId());
    for (Scope scope : revision.getScopes()) {
      check("scopes.provider", scope.getProvider());
      check("scopes.region", scope.getRegion());
      check("scopes.zone", scope.getZone());
    }
    return revision;
  }

  /**
   * Returns the poll.
   *
   * @throws PoisonException naming the first field that is too long
   */
  public static FeedPoll checked(FeedPoll poll) throws PoisonException {
    check("feed", poll.getFeed());
    check("source", poll.getSource());
    return poll;
  }

  /** Null is not too long. */
  private static void check(String field, String text) throws PoisonException {
    if (text == null || text.length() <= MOST_BYTES / BYTES_A_CHAR) {
      return;
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw new PoisonException(
          "%s has %d bytes; at most %d are taken".formatted(field, bytes, MOST_BYTES));
    }
  }
}
