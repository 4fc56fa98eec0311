package dev.faultline.local.broker;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Whether a broker answers. */
public final class BrokerQuestion {

  private static final int LIMIT_MILLIS = 3_000;

  private BrokerQuestion() {}

  /** What is wrong with it; empty if it answers in time. */
  public static Optional<String> problem(String bootstrapServers) throws InterruptedException {
    Map<String, Object> client =
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
    try (Admin admin = Admin.create(client)) {
      admin.describeCluster().nodes().get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of("does not answer: " + e.getCause().getMessage());
    }
  }
}
