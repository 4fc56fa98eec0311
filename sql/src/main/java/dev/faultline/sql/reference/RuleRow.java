package dev.faultline.sql.reference;

import java.util.List;
import java.util.Optional;

/**
 * The rules of one population, as the table {@code networks} holds them.
 *
 * @param network empty, as the layer is, for the rules of populations that have none of their own
 * @param liveness removing this much of the weight halts it
 * @param safety controlling this much corrupts it; empty where there is no such rule
 * @param kind protocol or convention
 * @param stepSeconds every T is a multiple of it
 * @param windowSeconds ascending
 * @param graceSeconds how far a watermark must lie behind T to close it
 * @param publisherLagSeconds how far a publisher may be behind the newest watermark and still hold
 *     the population's
 * @param hasPrivateNodes whether node ids must not be published in files
 */
public record RuleRow(
    String network,
    String layer,
    String baseUnit,
    Threshold liveness,
    Optional<Threshold> safety,
    String kind,
    long stepSeconds,
    List<Integer> windowSeconds,
    long graceSeconds,
    long publisherLagSeconds,
    boolean hasPrivateNodes,
    String citation) {

  /**
   * A fraction of the weight.
   *
   * @param strict whether the fraction itself is still harmless
   */
  public record Threshold(long numerator, long denominator, boolean strict) {}
}
