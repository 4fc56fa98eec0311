package dev.faultline.streams.alert;

import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.PollOutcome;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.streams.network.FaultRule;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is known of one subject at one instant.
 *
 * @param at milliseconds since 1970
 * @param values by measure; without what is not defined
 * @param liveness the population's fraction; 1 for a feed
 * @param windowSeconds of the row that the values are from; null for a feed
 */
public record AlertSample(
    AlertSubject subject,
    long at,
    Map<AlertMeasure, Double> values,
    double liveness,
    Integer windowSeconds) {

  /**
   * Of a population.
   *
   * @param outageProviderShare the largest share of the live weight that one provider with an open
   *     outage hosts; null if nothing is live
   */
  public static AlertSample of(ResilienceRow row, Double outageProviderShare, FaultRule liveness) {
    Map<AlertMeasure, Double> values = new EnumMap<>(AlertMeasure.class);
    values.put(AlertMeasure.HALTING, (double) row.getHalting().size());
    values.put(AlertMeasure.INCIDENTS_IN_SCOPE, (double) row.getIncidentsInScope());
    put(values, AlertMeasure.EXPOSURE_ANY_HIGH, row.getExposureAnyHigh());
    put(values, AlertMeasure.EXPOSURE_MAJOR_HIGH, row.getExposureMajorHigh());
    put(values, AlertMeasure.EXPOSURE_CRITICAL_HIGH, row.getExposureCriticalHigh());
    put(values, AlertMeasure.OUTAGE_PROVIDER_SHARE, outageProviderShare);
    put(values, AlertMeasure.RESILIENCE_INDEX, row.getResilienceIndex());
    put(values, AlertMeasure.AVAILABILITY, row.getAvailability());
    return new AlertSample(
        AlertSubject.of(new Population(row.getNetwork(), row.getLayer())),
        row.getAt().toEpochMilli(),
        values,
        liveness.fraction(),
        row.getWindowS());
  }

  /** Of a feed. */
  public static AlertSample of(FeedPoll poll) {
    double failed = poll.getOutcome() == PollOutcome.FAILED ? 1 : 0;
    return new AlertSample(
        AlertSubject.feed(poll.getFeed()),
        poll.getPolledAt().toEpochMilli(),
        Map.of(AlertMeasure.POLL_FAILED, failed),
        1,
        null);
  }

  private static void put(Map<AlertMeasure, Double> values, AlertMeasure measure, Double value) {
    if (value != null) {
      values.put(measure, value);
    }
  }
}
