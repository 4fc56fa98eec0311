package dev.faultline.cli.service;

import dev.faultline.local.LocalStack;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.migrate.Migrator;
import dev.faultline.streams.network.Networks;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The embedded servers as the services find them: topics, schemas, tables and rules are there. */
final class PreparedServers {

  private PreparedServers() {}

  /**
   * Side by side: each waits for a server of its own most of the time.
   *
   * @param events is told in a line when all is there
   */
  static void prepare(LocalStack stack, Networks networks, Consumer<String> events)
      throws Exception {
    ExecutorService preparing = Executors.newFixedThreadPool(3);
    try {
      Future<?> topics =
          preparing.submit(
              () -> TopicAdmin.createTopics(admin(stack), Optional.empty(), (short) 1));
      Future<?> schemas =
          preparing.submit(
              () -> {
                TopicAdmin.registerSchemas(stack.registryUrl());
                return null;
              });
      Future<Integer> migrations =
          preparing.submit(() -> migrate(ClickHouse.at(stack.clickhouseUrl()), networks));
      topics.get();
      schemas.get();
      events.accept(
          "topics, schemas and tables are up to date (%d migrations applied)"
              .formatted(migrations.get()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception known ? known : new IllegalStateException(e);
    } finally {
      preparing.shutdownNow();
    }
  }

  private static int migrate(ClickHouse clickHouse, Networks networks) throws Exception {
    int applied = Migrator.bundled(clickHouse, Optional.empty()).migrate().size();
    Rules.publish(clickHouse, networks);
    return applied;
  }

  /** Settings of an admin client of the embedded broker, which answers soon or not at all. */
  static Map<String, Object> admin(LocalStack stack) {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        stack.bootstrapServers(),
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        5_000,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        10_000);
  }
}
