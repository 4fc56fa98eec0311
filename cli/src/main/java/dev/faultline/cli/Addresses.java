package dev.faultline.cli;

import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** Where the stack is: by port offset on this machine, or by the usual addresses. */
final class Addresses extends PortOffset {

  private static final int KAFKA_PORT = 9092;
  private static final int REGISTRY_PORT = 8081;
  private static final int CLICKHOUSE_PORT = 8123;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:FAULTLINE_BOOTSTRAP_SERVERS}",
      description =
          "Kafka (FAULTLINE_BOOTSTRAP_SERVERS; default: 127.0.0.1, port 9092 + the offset).")
  private String bootstrapServers;

  @Option(
      names = "--registry-url",
      paramLabel = "URL",
      defaultValue = "${env:FAULTLINE_REGISTRY_URL}",
      description =
          "Schema registry (FAULTLINE_REGISTRY_URL; default: 127.0.0.1, port 8081 + the offset).")
  private String registryUrl;

  @Option(
      names = "--clickhouse-url",
      paramLabel = "URL",
      defaultValue = "${env:FAULTLINE_CLICKHOUSE_URL}",
      description =
          "ClickHouse over HTTP (FAULTLINE_CLICKHOUSE_URL; default: 127.0.0.1, port 8123 + the"
              + " offset).")
  private String clickhouseUrl;

  String bootstrapServers() {
    return bootstrapServers != null ? bootstrapServers : "127.0.0.1:" + (KAFKA_PORT + portOffset());
  }

  String registryUrl() {
    return registryUrl != null ? registryUrl : "http://127.0.0.1:" + (REGISTRY_PORT + portOffset());
  }

  String clickhouseUrl() {
    return clickhouseUrl != null
        ? clickhouseUrl
        : "http://127.0.0.1:" + (CLICKHOUSE_PORT + portOffset());
  }

  /** Settings of a Kafka admin client that gives up soon, so that a missing stack is told fast. */
  Properties adminClient() {
    Properties properties = new Properties();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
    return properties;
  }
}
