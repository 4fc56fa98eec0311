package dev.faultline.testkit;

import dev.faultline.schemas.TopicAdmin;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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

  /** Base URL of ClickHouse's HTTP interface; no password is needed. */
  String clickhouseUrl();

  /** The JDBC URL of a database. */
  default String jdbcUrl(String database) {
    return "jdbc:clickhouse:" + clickhouseUrl() + "/" + database;
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

  /** Deletes every topic that a test made, with its records. */
  default void deleteTopics() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(kafkaClient())) {
      Set<String> topics = admin.listTopics().names().get();
      admin.deleteTopics(topics).all().get();
    }
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
