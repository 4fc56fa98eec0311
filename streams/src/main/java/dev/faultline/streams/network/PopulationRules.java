package dev.faultline.streams.network;

import dev.faultline.schemas.Population;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the measures need to know about a population before they can be taken.
 *
 * @param population the network and the layer
 * @param baseUnit what one unit of weight is, such as lamports; {@code none} where nodes carry none
 * @param liveness removing this much weight halts the population
 * @param safety controlling this much weight corrupts it; empty where there is no such rule
 * @param kind whether the rules come from the protocol or are a convention of reporting
 * @param stepMillis every T is a multiple of this since the epoch
 * @param windowSeconds window lengths, ascending, whole multiples of the step
 * @param graceMillis how long after T the population's clock must be before T closes
 * @param publisherLagMillis how far a publisher may be behind the newest watermark of the
 *     population and still hold it
 * @param hasPrivateNodes whether node ids must not be published in files: nodes in people's homes
 * @param citation where the rules are written down
 * @param isDefault whether the population has no row of its own
 */
public record PopulationRules(
    Population population,
    String baseUnit,
    FaultRule liveness,
    Optional<FaultRule> safety,
    RuleKind kind,
    long stepMillis,
    List<Integer> windowSeconds,
    long graceMillis,
    long publisherLagMillis,
    boolean hasPrivateNodes,
    String citation,
    boolean isDefault) {

  /**
   * Checks that the windows can be rolled.
   *
   * @throws IllegalArgumentException naming the field that is wrong, and why
   */
  public PopulationRules {
    windowSeconds = List.copyOf(windowSeconds);
    if (stepMillis < 1) {
      throw new IllegalArgumentException("step must be positive, not " + stepMillis + " ms");
    }
    if (graceMillis < 0) {
      throw new IllegalArgumentException("grace must not be negative: " + graceMillis + " ms");
    }
    if (publisherLagMillis < 0) {
      throw new IllegalArgumentException("lag must not be negative: " + publisherLagMillis + " ms");
    }
    if (windowSeconds.isEmpty()) {
      throw new IllegalArgumentException("windows must name at least one length");
    }
    int previous = 0;
    for (int seconds : windowSeconds) {
      if (seconds <= previous) {
        throw new IllegalArgumentException("windows must be positive and ascend: " + windowSeconds);
      }
      if (seconds * 1000L % stepMillis != 0) {
        throw new IllegalArgumentException(
            "windows must be multiples of the step of " + stepMillis + " ms: " + windowSeconds);
      }
      previous = seconds;
    }
  }

  /** L, the longest window: a node not seen for longer is forgotten. */
  public long longestWindowMillis() {
    return Collections.max(windowSeconds) * 1000L;
  }
}
