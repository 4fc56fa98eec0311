package dev.faultline.cli.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * A service whose incident began within the outage.
 *
 * @param after how long after the outage had begun
 * @param recorded whether its own status page was recorded; else the time is assumed
 */
record FallenService(
    String name, Instant beginsAt, Duration after, String title, boolean recorded) {}
