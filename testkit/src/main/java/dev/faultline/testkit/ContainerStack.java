package dev.faultline.testkit;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers that a distributed installation runs, in containers. */
final class ContainerStack implements TestStack, AutoCloseable {

  private static final int REGISTRY_PORT = 8081;
  private static final int CLICKHOUSE_PORT = 8123;
  private static final String BROKER = "broker:19092";

  private final Network network = Network.newNetwork();
  private final KafkaContainer kafka =
      new KafkaContainer(DockerImageName.parse("apache/kafka:4.3.1"))
          .withNetwork(network)
          .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
          .withListener(BROKER);
  private final GenericContainer<?> registry =
      new GenericContainer<>(DockerImageName.parse("confluentinc/cp-schema-registry:7.9.5"))
          .withNetwork(network)
          .withExposedPorts(REGISTRY_PORT)
          .withEnv("SCHEMA_REGISTRY_HOST_NAME", "registry")
          .withEnv("SCHEMA_REGISTRY_LISTENERS", "http://0.0.0.0:" + REGISTRY_PORT)
          .withEnv("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", "PLAINTEXT://" + BROKER)
          .waitingFor(Wait.forHttp("/subjects").forStatusCode(200));
  private final GenericContainer<?> clickhouse =
      new GenericContainer<>(DockerImageName.parse("clickhouse/clickhouse-server:26.7"))
          .withExposedPorts(CLICKHOUSE_PORT)
          // the default user without a password from everywhere, as in the embedded stack
          .withEnv("CLICKHOUSE_SKIP_USER_SETUP", "1")
          .withEnv("TZ", "UTC")
          .waitingFor(Wait.forHttp("/ping").forStatusCode(200));

  private ContainerStack() {}

  static ContainerStack start() {
    ContainerStack stack = new ContainerStack();
    stack.kafka.start();
    stack.registry.start();
    stack.clickhouse.start();
    return stack;
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
  public void close() {
    clickhouse.stop();
    registry.stop();
    kafka.stop();
    network.close();
  }
}
