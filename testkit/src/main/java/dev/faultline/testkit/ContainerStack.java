package dev.faultline.testkit;

import java.util.Set;
import java.util.UUID;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers that a distributed installation runs, in containers. */
final class ContainerStack implements TestStack, AutoCloseable {

  static final String KAFKA_IMAGE = "apache/kafka:4.3.1";
  static final String REGISTRY_IMAGE = "confluentinc/cp-schema-registry:7.9.5";
  static final String CLICKHOUSE_IMAGE = "clickhouse/clickhouse-server:26.7";

  private static final int REGISTRY_PORT = 8081;
  private static final int CLICKHOUSE_PORT = 8123;
  private static final String BROKER = "broker:19092";
  private static final String USER = "faultline";

  /** Confluent's registry has one topic; its stand-in of ops/images has three. */
  private static final Set<String> REGISTRY_TOPICS =
      Set.of("_schemas", "kafkasql-journal", "kafkasql-snapshots", "registry-events");

  private final String password = UUID.randomUUID().toString();

  private final Network network = Network.newNetwork();
  private final KafkaContainer kafka =
      new KafkaContainer(DockerImageName.parse(KAFKA_IMAGE))
          .withNetwork(network)
          .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
          .withListener(BROKER);
  private final GenericContainer<?> registry =
      new GenericContainer<>(DockerImageName.parse(REGISTRY_IMAGE))
          .withNetwork(network)
          .withExposedPorts(REGISTRY_PORT)
          .withEnv("SCHEMA_REGISTRY_HOST_NAME", "registry")
          .withEnv("SCHEMA_REGISTRY_LISTENERS", "http://0.0.0.0:" + REGISTRY_PORT)
          .withEnv("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", "PLAINTEXT://" + BROKER)
          .waitingFor(Wait.forHttp("/subjects").forStatusCode(200));
  private final GenericContainer<?> clickhouse =
      new GenericContainer<>(DockerImageName.parse(CLICKHOUSE_IMAGE))
          .withExposedPorts(CLICKHOUSE_PORT)
          .withEnv("CLICKHOUSE_USER", USER)
          .withEnv("CLICKHOUSE_PASSWORD", password)
          .withEnv("CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT", "1")
          .withEnv("TZ", "UTC")
          .waitingFor(Wait.forHttp("/ping").forStatusCode(200));

  private ContainerStack() {}

  static ContainerStack start() {
    ContainerStack stack = new ContainerStack();
    try {
      stack.kafka.start();
      stack.registry.start();
      stack.clickhouse.start();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  @Override
  public String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public String registryUrl() {
    return "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT);
  }

  @Override
  public String clickhouseUrl() {
    return "http://" + clickhouse.getHost() + ":" + clickhouse.getMappedPort(CLICKHOUSE_PORT);
  }

  @Override
  public String clickhouseUser() {
    return USER;
  }

  @Override
  public String clickhousePassword() {
    return password;
  }

  @Override
  public Set<String> registryTopics() {
    return REGISTRY_TOPICS;
  }

  @Override
  public void close() {
    clickhouse.stop();
    registry.stop();
    kafka.stop();
    network.close();
  }
}
