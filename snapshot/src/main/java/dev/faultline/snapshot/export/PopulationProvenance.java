package dev.faultline.snapshot.export;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the rows of a population were made of.
 *
 * @param at the instant T of its rows
 * @param positions by partition of the topic of observations the offset of the watermark that
 *     closed T: what stands before it counts
 * @param incidentsThrough revisions of incidents before this offset were known; null if nobody said
 * @param tables versions of the enrichment tables that its members were placed by
 * @param hidden whether node ids are replaced
 */
public record PopulationProvenance(
    String network,
    String layer,
    Instant at,
    Map<Integer, Long> positions,
    Long incidentsThrough,
    List<String> tables,
    boolean hidden) {}
