package dev.faultline.sql.row;

import dev.faultline.schemas.Observation;
import java.time.Instant;
import java.util.Locale;

/**
 * A record of the observation topic, as far as the order of records decides what counts at T.
 *
 * @param status {@link #TICK} for a tick, which has no node
 * @param weight null if it has none
 * @param incidentsThrough null but for a tick that tells it
 */
record LoggedObservation(
    String network,
    String layer,
    String nodeId,
    Instant observedAt,
    String status,
    Long weight,
    String clientVersion,
    String source,
    Long incidentsThrough) {

  static final String TICK = "tick";

  static LoggedObservation ofRecord(Observation observation) {
    return new LoggedObservation(
        observation.getNetwork(),
        observation.getLayer(),
        observation.getNodeId(),
        observation.getObservedAt(),
        observation.getStatus().name().toLowerCase(Locale.ROOT),
        observation.getWeight(),
        observation.getClientVersion(),
        observation.getSource(),
        null);
  }

  static LoggedObservation ofTick(Tick tick) {
    return new LoggedObservation(
        tick.population().network(),
        tick.population().layer(),
        "",
        tick.time(),
        TICK,
        null,
        null,
        "",
        tick.incidentsThrough().isPresent() ? tick.incidentsThrough().getAsLong() : null);
  }

  boolean isTick() {
    return status.equals(TICK);
  }
}
