package dev.faultline.api.index;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody wants to see.
 *
 * @param network only this one
 * @param layer only this one
 * @param windowSeconds this window; else the longest of each population
 * @param at as it was then; else the newest
 */
public record IndexQuestion(
    Optional<String> network,
    Optional<String> layer,
    Optional<Integer> windowSeconds,
    Optional<Instant> at) {}
