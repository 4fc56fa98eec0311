package dev.faultline.cli.publishers;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A publisher of a population, as the topic of publishers tells of it.
 *
 * @param watermark up to which it has published everything; empty if it has not opened yet
 * @param behind the newest watermark of the population; empty if it has none itself
 * @param silent how long ago it said so
 * @param isHolding whether the population waits for it: it is open, and not behind by more than the
 *     population's publisher lag
 * @param isOverdue whether the population waits for it although it seems to be gone
 */
public record PublisherRow(
    Population population,
    String publisher,
    PublisherState state,
    Optional<Instant> watermark,
    Optional<Duration> behind,
    Duration silent,
    boolean isHolding,
    boolean isOverdue) {}
