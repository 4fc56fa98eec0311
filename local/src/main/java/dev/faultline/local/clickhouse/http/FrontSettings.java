package dev.faultline.local.clickhouse.http;

import dev.faultline.local.clickhouse.access.Login;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * How the HTTP interface is served.
 *
 * @param host address to listen on
 * @param port 0 for a free one
 * @param allowFiles whether statements may reach files and the network
 * @param login who may send queries
 * @param hosts names that requests may use besides those of the loopback interface
 * @param idle how long a client may take to send or to take more, and between two requests
 * @param spool a folder for large parts of requests; it is created
 */
public record FrontSettings(
    String host,
    int port,
    boolean allowFiles,
    Login login,
    Set<String> hosts,
    Duration idle,
    Path spool) {}
