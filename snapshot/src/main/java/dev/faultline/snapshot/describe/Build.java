package dev.faultline.snapshot.describe;

/**
 * What wrote a snapshot.
 *
 * @param version of Faultline
 * @param commit of its source; {@code unknown} where nobody knows
 * @param engine version of the ClickHouse engine
 */
public record Build(String version, String commit, String engine) {}
