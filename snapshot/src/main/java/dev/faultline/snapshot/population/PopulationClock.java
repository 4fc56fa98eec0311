package dev.faultline.snapshot.population;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a population is, seen from an as-of.
 *
 * @param stepSeconds every T is a multiple of it
 * @param graceSeconds how far a watermark must be beyond T to close it
 * @param longestWindowSeconds L: who is not seen for longer is forgotten
 * @param published the newest T up to the as-of that rows were published for
 * @param isPublishedBeyond whether there are rows of a later T
 * @param watermark what its open publishers have all said to have published; empty if none is open
 * @param hasPrivateNodes whether its node ids must not be told
 */
public record PopulationClock(
    String network,
    String layer,
    long stepSeconds,
    long graceSeconds,
    long longestWindowSeconds,
    Optional<Instant> published,
    boolean isPublishedBeyond,
    Optional<Instant> watermark,
    boolean hasPrivateNodes) {

  /** {@code network/layer}. */
  public String name() {
    return network + "/" + layer;
  }
}
