package dev.faultline.sql.sink.health;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How landing in one table goes.
 *
 * @param table the table
 * @param topic what lands in it
 * @param partitions those that this sink reads now; another sink of the group may read the others
 * @param lag records (and markers) of these partitions that are not committed yet; empty if their
 *     ends are not known
 * @param lastProgress when something was last committed, or the sink started
 * @param retrying what has failed longest and is tried again
 * @param problem why it does not work, as a sentence for people; empty while it works
 */
public record TableHealth(
    String table,
    String topic,
    int partitions,
    OptionalLong lag,
    Instant lastProgress,
    Optional<Retrying> retrying,
    Optional<String> problem) {}
