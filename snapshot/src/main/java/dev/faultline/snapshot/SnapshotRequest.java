package dev.faultline.snapshot;

import dev.faultline.snapshot.content.FileFormat;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked for.
 *
 * @param networks these alone; empty for all
 * @param withAddresses whether node ids and addresses are told of every population
 * @param reason why a release that is there is to be superseded; empty if it is not
 */
public record SnapshotRequest(
    Instant asOf,
    Set<String> networks,
    FileFormat format,
    boolean withAddresses,
    Optional<String> reason) {}
