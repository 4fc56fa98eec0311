package dev.faultline.cli.service;

import dev.faultline.schemas.Topic;
import dev.faultline.schemas.registry.RegistryClients;
import dev.faultline.schemas.registry.RegistryFailure;
import dev.faultline.service.health.HealthCheck;
import dev.faultline.service.kafka.RegistryAccess;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.access.ClickHouseFailure;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * DependencyProbes to the servers that a service depends on, small ones that only a working one
 * answers.
 */
public final class DependencyProbes {

  private static final Duration LIMIT = Duration.ofSeconds(3);

  private DependencyProbes() {}

  /** Whether the registry knows the schema of the observation topic. */
  public static HealthCheck registry(RegistryAccess access) {
    SchemaRegistryClient client = RegistryClients.open(access, LIMIT);
    return () -> {
      try {
        client.getAllVersions(Topic.OBSERVATIONS.subject());
        return Optional.empty();
      } catch (IOException | RestClientException e) {
        return Optional.of(RegistryFailure.ofCall(e, access.url()));
      }
    };
  }

  /** Whether ClickHouse runs a query. */
  public static HealthCheck clickHouse(ClickHouse clickHouse) {
    return () -> {
      try (Connection connection = clickHouse.connectToDefault(LIMIT);
          Statement statement = connection.createStatement()) {
        statement.executeQuery("SELECT 1").close();
        return Optional.empty();
      } catch (SQLException e) {
        return Optional.of(ClickHouseFailure.text(e, clickHouse));
      }
    };
  }
}
