package dev.faultline.sql.row;

import dev.faultline.schemas.Observation;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Instant;
import java.util.Locale;

/**
 * A record of the observation topic, as far as the order of records decides what counts at T.
 *
 * @param status {@link #WATERMARK} for a watermark, which has no node
 * @param weight null if it has none
 * @param publisher whose watermark it is; empty for an unnamed one's, and for an observation
 * @param closed whether it is that publisher's last one
 * @param incidentsThrough null but for a watermark that tells it
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
    String publisher,
    boolean closed,
    Long incidentsThrough) {

  static final String WATERMARK = "watermark";

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
        "",
        false,
        null);
  }

  static LoggedObservation ofWatermark(Watermark watermark) {
    return new LoggedObservation(
        watermark.population().network(),
        watermark.population().layer(),
        "",
        watermark.time(),
        WATERMARK,
        null,
        null,
        "",
        watermark.publisher(),
        watermark.closing(),
        watermark.incidentsThrough().isPresent() ? watermark.incidentsThrough().getAsLong() : null);
  }

  boolean isWatermark() {
    return status.equals(WATERMARK);
  }
}
