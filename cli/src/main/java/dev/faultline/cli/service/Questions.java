package dev.faultline.cli.service;

import dev.faultline.schemas.Topic;
import dev.faultline.service.health.HealthCheck;
import dev.faultline.sql.ClickHouse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * Questions to the servers that a service depends on, small ones that only a working one answers.
 */
public final class Questions {

  private static final Duration LIMIT = Duration.ofSeconds(3);

  private Questions() {}

  /** Whether the registry knows the schema of the observation topic. */
  public static HealthCheck registry(String url) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    String base = url.endsWith("/") ? url : url + "/";
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(base + "subjects/" + Topic.OBSERVATIONS.subject() + "/versions"))
            .timeout(LIMIT)
            .GET()
            .build();
    return () -> {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200
          ? Optional.empty()
          : Optional.of("answers with status " + status + " at " + url);
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
        return Optional.of("does not answer at " + clickHouse.url() + ": " + e.getMessage());
      }
    };
  }
}
