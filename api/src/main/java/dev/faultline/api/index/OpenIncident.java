package dev.faultline.api.index;

import java.time.Instant;

/**
 * An outage that was open at an instant, as known then.
 *
 * @param regions the known ones, apart by commas; empty if none is known
 * @param share of the population's known weight that the provider holds; null if none
 */
public record OpenIncident(
    String provider,
    String regions,
    String severity,
    String status,
    Instant beginsAt,
    String title,
    Double share) {}
