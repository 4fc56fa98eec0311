package dev.faultline.testkit;

import dev.faultline.schemas.TopicAdmin;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A broker, a registry and a ClickHouse for integration tests. One is shared by all tests of a JVM,
 * so each test class takes a database of its own, and topics are emptied by deleting them.
 */
public interface TestStack {

  /** Where Kafka clients connect, {@code host:port}. */
  String bootstrapServers();

  /** Base URL of the schema registry. */
  String registryUrl();

  /** Base URL of ClickHouse's HTTP interface. */
  String clickhouseUrl();

  /** The user at ClickHouse. */
  default String clickhouseUser() {
    return "default";
  }

  /** That user's password; empty for none. */
  default String clickhousePassword() {
    return "";
  }

  /** The JDBC URL of a database, with the login. */
  default String jdbcUrl(String database) {
    String url =
        "jdbc:clickhouse:%s/%s?user=%s".formatted(clickhouseUrl(), database, clickhouseUser());
    // the driver refuses a parameter without a value
    return clickhousePassword().isEmpty() ? url : url + "&password=" + clickhousePassword();
  }

  /** Configuration for Kafka clients: the address only. */
  default Properties kafkaClient() {
    Properties client = new Properties();
    client.put("bootstrap.servers", bootstrapServers());
    return client;
  }

  /**
   * Creates the catalogue's topics and registers their schemas, as far as they are missing.
   *
   * @throws IOException if the registry refuses
   * @throws ExecutionException if the broker does
   */
  default void createTopics() throws IOException, ExecutionException, InterruptedException {
    TopicAdmin.createTopics(kafkaClient(), Optional.empty(), (short) 1);
    TopicAdmin.registerSchemas(registryUrl());
  }

  /** Deletes every topic that a test made, with its records; a registry keeps its own. */
  default void deleteTopics() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(kafkaClient())) {
      admin.deleteTopics(testTopics(admin)).all().get();
    }
  }

  /** The names of the topics that are there and are not the registry's. */
  default Set<String> testTopics(Admin admin) throws ExecutionException, InterruptedException {
    Set<String> topics = new HashSet<>(admin.listTopics().names().get());
    topics.removeAll(registryTopics());
    return topics;
  }

  /** Topics in which the registry keeps schemas. */
  default Set<String> registryTopics() {
    return Set.of();
  }

  /**
   * Creates an empty database.
   *
   * @return its name, different each time
   */
  default String createDatabase() throws SQLException {
    String name = "it_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = DriverManager.getConnection(jdbcUrl("default"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return name;
  }
}
