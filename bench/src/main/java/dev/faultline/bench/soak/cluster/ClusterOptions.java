package dev.faultline.bench.soak.cluster;

import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What a soak of a cluster does, and where the cluster is.
 *
 * @param project the compose project
 * @param length of the part with faults
 * @param seed of the faults' order and of the load
 * @param only if given, faults without these words in their name are left out
 * @param bootstrapServers Kafka as seen from outside
 * @param registry the registry's URL
 * @param clickHouse with the user's password
 * @param gateways URLs
 * @param token of the gateways
 */
record ClusterOptions(
    String project,
    Duration length,
    long seed,
    Optional<String> only,
    String bootstrapServers,
    String registry,
    ClickHouse clickHouse,
    List<String> gateways,
    String token) {

  /**
   * Of a command line, as {@code ops/cluster-test} gives it.
   *
   * @throws IOException if there is no folder of secrets
   */
  static ClusterOptions parse(List<String> words) throws IOException {
    Path secrets = Path.of(needed(words, "--secrets"));
    return new ClusterOptions(
        needed(words, "--project"),
        Duration.ofSeconds(
            (long) (60 * Double.parseDouble(option(words, "--minutes").orElse("20")))),
        option(words, "--seed").map(Long::parseLong).orElse(System.nanoTime() % 1_000_000),
        option(words, "--only"),
        needed(words, "--bootstrap-servers"),
        needed(words, "--registry-url"),
        new ClickHouse(
            needed(words, "--clickhouse-url"),
            "faultline",
            Files.readString(secrets.resolve("clickhouse_password")).strip(),
            "faultline"),
        List.of(needed(words, "--gateways").split(",")),
        Files.readString(secrets.resolve("gateway_token")).strip());
  }

  /** Of an admin client, a producer or a consumer. */
  Properties kafka() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }

  SinkSettings sinkSettings() {
    return SinkSettings.of(bootstrapServers, registry, clickHouse);
  }

  private static String needed(List<String> words, String name) {
    return option(words, name)
        .orElseThrow(
            () -> new IllegalArgumentException(name + " is missing; use ops/cluster-test"));
  }

  private static Optional<String> option(List<String> words, String name) {
    int at = words.indexOf(name);
    return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
  }
}
