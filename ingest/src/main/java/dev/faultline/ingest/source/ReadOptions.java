package dev.faultline.ingest.source;

import dev.faultline.ingest.check.ObservationCheck;
import dev.faultline.ingest.check.PopulationLimit;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.check.UnusableAttribute;
import java.time.Instant;
import java.util.Optional;

/**
 * What the user adds to a feed's own words.
 *
 * @param network the network, for formats that do not say it themselves
 * @param layer the layer, for formats that do not say it themselves
 * @param observedAt when the input was recorded, for records without a time of their own
 * @param source the name that records carry as their source; empty for the format's
 * @param weightUnit what the weight counts, for formats with a choice; empty for the usual
 * @param times which times are taken
 * @param unusable what becomes of attributes that cannot be used
 * @param populations which populations are taken
 */
public record ReadOptions(
    Optional<String> network,
    Optional<String> layer,
    Optional<Instant> observedAt,
    Optional<String> source,
    Optional<String> weightUnit,
    TimeLimits times,
    UnusableAttribute unusable,
    PopulationLimit populations) {

  /** No additions; an attribute that cannot be used refuses its record. */
  public static ReadOptions of(TimeLimits times) {
    return new ReadOptions(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        times,
        UnusableAttribute.REFUSED,
        PopulationLimit.NONE);
  }

  /** The same for a population. */
  public ReadOptions withPopulation(String networkName, String layerName) {
    return new ReadOptions(
        Optional.of(networkName),
        Optional.of(layerName),
        observedAt,
        source,
        weightUnit,
        times,
        unusable,
        populations);
  }

  /** The same with the time at which the input was recorded. */
  public ReadOptions withObservedAt(Instant time) {
    return new ReadOptions(
        network, layer, Optional.of(time), source, weightUnit, times, unusable, populations);
  }

  /** The same under another source name. */
  public ReadOptions withSource(String name) {
    return new ReadOptions(
        network, layer, observedAt, Optional.of(name), weightUnit, times, unusable, populations);
  }

  /** The same with another unit of weight. */
  public ReadOptions withWeightUnit(String unit) {
    return new ReadOptions(
        network, layer, observedAt, source, Optional.of(unit), times, unusable, populations);
  }

  /** The same with another fate of attributes that cannot be used. */
  public ReadOptions withUnusable(UnusableAttribute fate) {
    return new ReadOptions(
        network, layer, observedAt, source, weightUnit, times, fate, populations);
  }

  /** The same with a limit of populations. */
  public ReadOptions withPopulations(PopulationLimit limit) {
    return new ReadOptions(network, layer, observedAt, source, weightUnit, times, unusable, limit);
  }

  /**
   * The checks of a reading's observations.
   *
   * @param format the source of a user who names none
   */
  public ObservationCheck check(String format) {
    return new ObservationCheck(times, source.orElse(format), unusable, populations);
  }
}
