package dev.faultline.cli.option;

import dev.faultline.cli.output.Console;
import dev.faultline.service.kafka.BrokerProbe;
import dev.faultline.service.kafka.KafkaConfiguration;
import dev.faultline.service.kafka.OperatorSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.StreamsConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the stack is, by port offset on this machine or by addresses, and how to be let in. */
public final class Addresses extends PortOffset {

  private static final int KAFKA_PORT = 9092;
  private static final int REGISTRY_PORT = 8081;
  private static final int CLICKHOUSE_PORT = 8123;
  private static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
  private static final String CREDENTIALS = "basic.auth.user.info";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:FAULTLINE_BOOTSTRAP_SERVERS}",
      description =
          "Kafka (FAULTLINE_BOOTSTRAP_SERVERS; default: 127.0.0.1, port 9092 + the offset).")
  private String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      defaultValue = "${env:FAULTLINE_KAFKA_CONFIG}",
      description =
          "Properties of Kafka's clients, such as security.protocol, and of the registry's client"
              + " (FAULTLINE_KAFKA_CONFIG; default: none). A variable such as KAFKA_SASL_MECHANISM"
              + " sets one property, here sasl.mechanism, and wins over the file.")
  private Path kafkaConfig;

  @Option(
      names = "--registry-url",
      paramLabel = "URL",
      defaultValue = "${env:FAULTLINE_REGISTRY_URL}",
      description =
          "Schema registry (FAULTLINE_REGISTRY_URL; default: 127.0.0.1, port 8081 + the offset).")
  private String registryUrl;

  @Option(
      names = "--registry-user",
      paramLabel = "NAME",
      defaultValue = "${env:FAULTLINE_REGISTRY_USER}",
      description =
          "User at the schema registry (FAULTLINE_REGISTRY_USER; default: none). The password is"
              + " taken from FAULTLINE_REGISTRY_PASSWORD.")
  private String registryUser;

  @Option(
      names = "--clickhouse-url",
      paramLabel = "URL",
      defaultValue = "${env:FAULTLINE_CLICKHOUSE_URL}",
      description =
          "ClickHouse over HTTP (FAULTLINE_CLICKHOUSE_URL; default: 127.0.0.1, port 8123 + the"
              + " offset).")
  private String clickhouseUrl;

  private KafkaConfiguration kafka;

  /**
   * The configuration of Kafka's and the registry's clients, read once. Looks whether Kafka is
   * there, and says on standard error which of the operator's settings are not used.
   *
   * @throws ParameterException if the file cannot be read
   * @throws dev.faultline.service.kafka.NotKafkaException if the address is one of something else
   */
  public KafkaConfiguration kafka() {
    if (kafka == null) {
      kafka = read();
      warn(kafka.overridden());
      BrokerProbe.require(kafka);
    }
    return kafka;
  }

  private KafkaConfiguration read() {
    Map<String, String> own;
    try {
      own =
          new HashMap<>(
              OperatorSettings.read(
                  Optional.ofNullable(kafkaConfig)
                      // a variable that is set to nothing names no file
                      .filter(file -> !file.toString().isEmpty()),
                  System.getenv(),
                  StreamsConfig.configDef().names()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
    if (registryUser != null && !registryUser.isEmpty()) {
      // no option, so that it shows in no process list
      String password = System.getenv().getOrDefault("FAULTLINE_REGISTRY_PASSWORD", "");
      own.put(CREDENTIALS_SOURCE, "USER_INFO");
      own.put(CREDENTIALS, registryUser + ":" + password);
    }
    return KafkaConfiguration.of(
        first(bootstrapServers, own.get("bootstrap.servers"), KAFKA_PORT, ""),
        first(registryUrl, own.get("schema.registry.url"), REGISTRY_PORT, "http://"),
        own);
  }

  private String first(String option, String property, int port, String scheme) {
    if (option != null && !option.isEmpty()) {
      return option;
    }
    return property != null ? property : scheme + "127.0.0.1:" + (port + portOffset());
  }

  private void warn(Set<String> overridden) {
    if (!overridden.isEmpty()) {
      Console.warn(
          command.commandLine().getErr(),
          "faultline: of your Kafka settings these are not used, because Faultline's results"
              + " depend on its own values: "
              + String.join(", ", overridden));
    }
  }

  public String clickhouseUrl() {
    return clickhouseUrl != null && !clickhouseUrl.isEmpty()
        ? clickhouseUrl
        : "http://127.0.0.1:" + (CLICKHOUSE_PORT + portOffset());
  }

  /** Settings of a Kafka admin client that gives up soon, so that a missing stack is told fast. */
  public Map<String, Object> adminClient() {
    return kafka()
        .admin(
            Map.of(
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000));
  }
}
